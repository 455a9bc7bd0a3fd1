import { fitted } from "../../modules/naming";
import type { Deployment } from "../foundation";
import type { FunctionName } from "./functions";

/** What names are made of; `name` is the deployment's as its region sees it. */
export type NamedPlace = Pick<Deployment, "name" | "organization" | "account" | "region">;

/** Limits of AWS's, or of what modules append: `-replica-5`, `-user`, `-dead-letters`. */
const LONGEST = { database: 47, cache: 33, role: 64, function: 64, balancer: 32, bucket: 63, queue: 80 } as const;

/** Names that CloudWatch knows resources by: inventory and resources take them from here. */
export const metricNames = (name: string) => ({
  /** Value of the dimension `Service` of the metrics that the service emits. */
  service: "service",
  group: fitted(`${name}-service`, LONGEST.role),
  database: fitted(`${name}-database`, LONGEST.database),
  cache: fitted(`${name}-cache`, LONGEST.cache),
  function: (fn: FunctionName) => fitted(`${name}-${fn.replaceAll("_", "-")}`, LONGEST.function),
});

export const stagingNames = ({ name, organization, account, region }: NamedPlace) => {
  /** Buckets are named once in the world. */
  const bucket = (what: string) => fitted(`${organization}-${name}-${what}-${account}-${region}`, LONGEST.bucket);
  return {
    ...metricNames(name),
    serviceLogs: `/trimtab/${name}/service`,
    balancer: fitted(name, LONGEST.balancer),
    balancerLogs: bucket("balancer-logs"),
    store: bucket("orders"),
    healthAccess: `${name}-health`,
    queue: fitted(`${name}-orders`, LONGEST.queue),
    deadLetterQueue: fitted(`${name}-orders-dead-letters`, LONGEST.queue),
    alerts: `${name}-alerts`,
  };
};

export type StagingNames = ReturnType<typeof stagingNames>;
