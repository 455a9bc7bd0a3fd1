import type { Evidence } from "../../../../optimizer/evidence";
import { dynamodbBilling } from "../../../../optimizer/rules/dynamodb-billing";
import { dynamodbIndex } from "../../../../optimizer/rules/dynamodb-index";
import { dynamodbStream } from "../../../../optimizer/rules/dynamodb-stream";
import { tableResources } from "../../../../stacks/inventory";
import { saasPolicy } from "../../../../stacks/saas/policy";
import { saasContract } from "../../../../stacks/saas/tunables";
import { tradingPolicy } from "../../../../stacks/trading/policy";
import { boundariesOf } from "../../../support/boundaries";
import { evidence } from "../../../support/evidence";
import { DAY, NOW, tradingOnly } from "../../../support/snapshot";
import { QUIET } from "../../../support/trading-load";

const cheaper = (share: number, days: number) => (): boolean =>
  dynamodbBilling.declines(
    evidence("orders", {
      measures: {
        orders: {
          ...QUIET.orders,
          consumed_reads: share * 6000,
          consumed_writes: share * 3000,
          provisioned_reads: 6000,
          provisioned_writes: 3000,
        },
      },
      components: tradingOnly("orders"),
      days,
      minuteDays: 1,
    }),
    tradingPolicy.rules["dynamodb-billing"],
  ) === undefined;

const { tenants } = saasContract.components;
const DAYS = 7;
/** Of which each index was asked so often in the last interval of the week. */
const table = (queries: number): Evidence =>
  evidence("tenants", {
    measures: {
      tenants: {
        consumed_reads: ({ epoch, periodSeconds, statistic }) =>
          epoch === NOW - periodSeconds ? (statistic === "SampleCount" ? queries : queries / periodSeconds) : 0,
        consumed_writes: 5,
        read_throttles: 0,
        write_throttles: 0,
      },
    },
    components: { tenants },
    inventory: { tenants: { region: "us-east-1", resources: tableResources("tenants", tenants.tunables.indexes.default) } },
    policy: saasPolicy,
    days: DAYS,
    minuteDays: 1,
  });
const unasked = (queries: number) => (): boolean =>
  dynamodbIndex.declines(table(queries), saasPolicy.rules["dynamodb-index"]) === undefined;
const unread = (calls: number) => (): boolean => {
  const activity = { fromEpoch: NOW - DAYS * DAY, toEpoch: NOW, calls, records: 0, bytes: 0 };
  const stream = { table: "tenants", region: "us-east-1", stream: "arn:s", consumers: [], activity, unknown: [] };
  return dynamodbStream.declines({ ...table(0), stream }, saasPolicy.rules["dynamodb-stream"]) === undefined;
};

export const dynamodb = [
  ...boundariesOf("dynamodb-billing", {
    consumedShareBelow: [0.2, cheaper(0.199, 30), cheaper(0.2, 30)],
    days: [30, cheaper(0.1, 30), cheaper(0.1, 29)],
  }),
  ...boundariesOf("dynamodb-index", { queriesPerWeekBelow: [50, unasked(49), unasked(50)] }),
  ...boundariesOf("dynamodb-stream", { getRecordsPerDayBelow: [1, unread(0), unread(1)] }),
];
