import type { ComponentHistory } from "../evidence/history";
import { epochAt } from "../evidence/tiers";
import { isMissing } from "../statistics/missing";
import type { Direction } from "./table-traffic";

/** Request units per second that an account's tables on demand, and each of their indexes, may consume where nobody raised it. AWS: Quotas in Amazon DynamoDB. */
export const DEFAULT_ON_DEMAND_QUOTA = 40_000;

export type Quotas = Readonly<Record<Direction, number>>;

/** The account's own, as CloudWatch last knew them; the default where it does not say. AWS: AccountMaxTableLevelReads, AccountMaxTableLevelWrites. */
export const onDemandQuotas = (history: ComponentHistory): Quotas => ({
  reads: lastKnown(history, "table_read_quota") ?? DEFAULT_ON_DEMAND_QUOTA,
  writes: lastKnown(history, "table_write_quota") ?? DEFAULT_ON_DEMAND_QUOTA,
});

function lastKnown(history: ComponentHistory, metric: string): number | undefined {
  const known = history
    .scoped("account")
    .flatMap((resource) => history.read({ resource, metric, statistic: "Maximum" }))
    .flatMap(({ grid, values }) => [...values].map((value, i) => ({ epoch: epochAt(grid, i), value })))
    .filter(({ value }) => !isMissing(value));
  return known.sort((a, b) => a.epoch - b.epoch).at(-1)?.value;
}
