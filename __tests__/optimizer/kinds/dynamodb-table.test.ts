import { serviceLimits } from "../../../optimizer/guards/service-limits";
import { DEFAULT_ON_DEMAND_QUOTA } from "../../../optimizer/kinds/table-quota";
import { tableResources } from "../../../stacks/inventory";
import { tradingContract } from "../../../stacks/trading/tunables";
import { evidence, verdictOf } from "../../support/evidence";
import type { Measure } from "../../support/snapshot";

const { orders } = tradingContract.components;

/** The index's own units count against the same quota as the table's. */
const verdict = (reads: Measure | number, quota: number | null, writes = 10) =>
  verdictOf(
    serviceLimits,
    evidence("orders", {
      measures: { orders: { consumed_reads: reads, consumed_writes: writes, table_read_quota: quota, table_write_quota: null } },
      components: { orders },
      inventory: { orders: { region: "us-east-1", resources: tableResources("orders", ["ByAccount"]) } },
      days: 15,
      minuteDays: 1,
    }),
    { billing_mode: "PAY_PER_REQUEST" },
  );
const ofIndex =
  (peak: number): Measure =>
  (_point, { scope }) =>
    scope === "index" ? peak : 10;

describe("what a table on demand may consume", () => {
  test.each<[string, Measure | number, number | null, number, boolean]>([
    ["the default quota's 40,000 units a second", 40_000, null, 10, true],
    ["one more", 40_001, null, 10, false],
    ["40,000 of one index", ofIndex(40_000), null, 10, true],
    ["40,001 of one index", ofIndex(40_001), null, 10, false],
    ["40,000 writes", 10, null, 40_000, true],
    ["40,001 writes", 10, null, 40_001, false],
    ["as much as the account's raised quota", 80_000, 80_000, 10, true],
    ["more than the account's raised quota", 80_001, 80_000, 10, false],
    ["writes, whose quota was not raised with that of reads", 10, 80_000, 40_001, false],
  ])("%s", (_name, reads, quota, writes, passes) => {
    expect(verdict(reads, quota, writes).pass).toBe(passes);
  });

  test("the default is AWS's", () => expect(DEFAULT_ON_DEMAND_QUOTA).toBe(40_000));

  test("what is turned down says of what, and against which quota", () => {
    expect(verdict(50_000, 45_000)).toMatchObject({
      numbers: { peak: 50_000, quota: 45_000 },
      reason: expect.stringContaining("reads of table"),
    });
  });
});
