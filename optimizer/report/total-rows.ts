import { usd } from "../money";
import type { Recommendations } from "../plan/recommendation";

export interface TotalRow {
  readonly component: string;
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/** Under the changes: what stays, and the sum, so that the column adds up to the total. Nothing where nothing is priced. */
export function totalRows({ unchanged, totals }: Pick<Recommendations, "unchanged" | "totals">): readonly TotalRow[] {
  const { monthlyBeforeUsd: before, monthlyAfterUsd: after } = totals;
  if (before === null || after === null) return [];
  const staying = unchanged.flatMap(({ monthlyUsd }) => monthlyUsd ?? []);
  const stays = usd(staying.reduce((sum, each) => sum + each, 0));
  const count = `${staying.length} component${staying.length === 1 ? "" : "s"}`;
  return [
    ...(staying.length === 0 ? [] : [{ component: "unchanged", what: count, before: stays, after: stays }]),
    { component: "total", what: "", before: usd(before), after: usd(after) },
  ];
}
