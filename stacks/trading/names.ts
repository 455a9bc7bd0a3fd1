import { fitted } from "../../modules/naming";
import type { Zone } from "../parts/context";

/** DynamoDB's tables of the stack. */
export const TABLES = ["trades", "orders", "positions"] as const;
export type TableName = (typeof TABLES)[number];

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_dax_CreateCluster.html */
const LONGEST_DAX_NAME = 20;
const ALPHABET = "abcdefghijklmnopqrstuvwxyz";

/** Every name that CloudWatch, people and other stacks know a resource by; resources and inventory take them from here. */
export const tradingNames = (deployment: string) => ({
  /** Value of the dimension `Service` of the metrics that the order service emits. */
  service: "order-service",
  groups: `${deployment}-order-service`,
  group: (zone: Zone) => `${deployment}-order-service-${zone}`,
  serviceLogs: `/trimtab/${deployment}/order-service`,
  queue: `${deployment}-orders`,
  deadLetterQueue: `${deployment}-orders-dead-letters`,
  alerts: `${deployment}-alerts`,
  cluster: `${deployment}-database`,
  writer: `${deployment}-database-writer`,
  failoverReader: `${deployment}-database-failover-reader`,
  /** Readers beside the failover reader count from 2. */
  reader: (number: number) => `${deployment}-database-reader-${number}`,
  cache: `${deployment}-cache`,
  table: (table: TableName) => `${deployment}-${table}`,
  accelerator: fitted(`${deployment}-accelerator`, LONGEST_DAX_NAME),
  /** Letter of a DAX node, counted from 1. */
  acceleratorNode: (number: number) => ALPHABET[number - 1] ?? String(number),
});

export type TradingNames = ReturnType<typeof tradingNames>;
