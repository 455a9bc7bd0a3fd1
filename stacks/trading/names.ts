import { fitted } from "../../modules/naming";
import type { Zone } from "../parts/context";

/** DynamoDB's tables of the stack. */
export const TABLES = ["trades", "orders", "positions"] as const;
export type TableName = (typeof TABLES)[number];

/** Limits of AWS's, or what they leave beside what modules append: `-failover-reader`, `-user`. */
const LONGEST = { accelerator: 20, cluster: 47, cache: 33, link: 41 } as const;
const ALPHABET = "abcdefghijklmnopqrstuvwxyz";

/** Every name that CloudWatch, people and other stacks know a resource by; resources and inventory take them from here. */
export const tradingNames = (deployment: string) => {
  const cluster = fitted(`${deployment}-database`, LONGEST.cluster);
  return {
    /** Value of the dimension `Service` of the metrics that the order service emits. */
    service: "order-service",
    groups: `${deployment}-order-service`,
    group: (zone: Zone) => `${deployment}-order-service-${zone}`,
    serviceLogs: `/trimtab/${deployment}/order-service`,
    queue: `${deployment}-orders`,
    deadLetterQueue: `${deployment}-orders-dead-letters`,
    alerts: `${deployment}-alerts`,
    cluster,
    writer: `${cluster}-writer`,
    failoverReader: `${cluster}-failover-reader`,
    /** Readers beside the failover reader count from 2. */
    reader: (number: number) => `${cluster}-reader-${number}`,
    cache: fitted(`${deployment}-cache`, LONGEST.cache),
    link: fitted(`${deployment}-link`, LONGEST.link),
    table: (table: TableName) => `${deployment}-${table}`,
    accelerator: fitted(`${deployment}-accelerator`, LONGEST.accelerator),
    /** Letter of a DAX node, counted from 1. */
    acceleratorNode: (number: number) => ALPHABET[number - 1] ?? String(number),
  };
};

export type TradingNames = ReturnType<typeof tradingNames>;
