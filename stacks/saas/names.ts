import { fitted } from "../../modules/naming";
import type { TableName } from "./table-layouts";

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html */
const LONGEST_BALANCER_NAME = 32;
const LONGEST_BUCKET_NAME = 63;

/** Every name that CloudWatch, people and other stacks know a resource by; resources and inventory take them from here. */
export const saasNames = (deployment: string) => ({
  /** Value of the dimension `Service` of the metrics that the application servers emit. */
  service: "app-service",
  groups: `${deployment}-app-service`,
  serviceLogs: `/trimtab/${deployment}/app-service`,
  balancer: fitted(deployment, LONGEST_BALANCER_NAME),
  /** S3 knows one of each name in the world. */
  balancerLogs: (organization: string) => fitted(`${organization}-${deployment}-load-balancer-logs`, LONGEST_BUCKET_NAME),
  alerts: `${deployment}-alerts`,
  /** Keys, network and roles of a secondary region. */
  place: (region: string) => `${deployment}-${region}`,
  cluster: `${deployment}-database`,
  writer: `${deployment}-database-writer`,
  failoverReader: `${deployment}-database-failover-reader`,
  /** Readers beside the failover reader count from 2. */
  reader: (number: number) => `${deployment}-database-reader-${number}`,
  secondaryCluster: (region: string) => `${deployment}-database-${region}`,
  secondaryInstance: (region: string) => `${deployment}-database-${region}-1`,
  cache: `${deployment}-cache`,
  table: (table: TableName) => `${deployment}-${table.replaceAll("_", "-")}`,
  /** Tenants and users in one table. */
  consolidatedTable: `${deployment}-accounts`,
  dedicated: (tenant: string) => `${deployment}-tenant-${tenant}`,
});

export type SaasNames = ReturnType<typeof saasNames>;
