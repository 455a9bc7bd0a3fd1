import { fitted } from "../../modules/naming";
import type { TableName } from "./table-layouts";

/** Limits of AWS's, or what they leave beside what modules append: `-ap-northeast-1-1`, `-user`. */
const LONGEST = { balancer: 32, bucket: 63, cluster: 46, cache: 33 } as const;

/** Every name that CloudWatch, people and other stacks know a resource by; resources and inventory take them from here. */
export const saasNames = (deployment: string) => {
  const cluster = fitted(`${deployment}-database`, LONGEST.cluster);
  return {
    /** Value of the dimension `Service` of the metrics that the application servers emit. */
    service: "app-service",
    groups: `${deployment}-app-service`,
    serviceLogs: `/trimtab/${deployment}/app-service`,
    balancer: fitted(deployment, LONGEST.balancer),
    /** S3 knows one of each name in the world. */
    balancerLogs: (organization: string) => fitted(`${organization}-${deployment}-load-balancer-logs`, LONGEST.bucket),
    alerts: `${deployment}-alerts`,
    /** Keys, network and roles of a secondary region. */
    place: (region: string) => `${deployment}-${region}`,
    cluster,
    writer: `${cluster}-writer`,
    failoverReader: `${cluster}-failover-reader`,
    /** Readers beside the failover reader count from 2. */
    reader: (number: number) => `${cluster}-reader-${number}`,
    secondaryCluster: (region: string) => `${cluster}-${region}`,
    secondaryInstance: (region: string) => `${cluster}-${region}-1`,
    cache: fitted(`${deployment}-cache`, LONGEST.cache),
    table: (table: TableName) => `${deployment}-${table.replaceAll("_", "-")}`,
    /** Tenants and users in one table. */
    consolidatedTable: `${deployment}-accounts`,
    dedicated: (tenant: string) => `${deployment}-tenant-${tenant}`,
  };
};

export type SaasNames = ReturnType<typeof saasNames>;
