import type { Receipt } from "../../contract";

type Monthly = number | null;
type Dollars = NonNullable<Receipt["dollars"]>;

/** What `recommendations.json` says of dollars and sizes, in whichever words. */
export interface Weighed {
  readonly recommendations: readonly { readonly id: string; readonly saving?: { readonly netMonthlyUsd: Monthly } }[];
  readonly totals: { readonly monthlyBeforeUsd: Monthly; readonly monthlyAfterUsd: Monthly };
}

/** Of the whole plan, in USD per month: what a receipt keeps of it in figures. */
export const dollarsOf = ({ recommendations, totals }: Weighed): Dollars => ({
  monthlyBeforeUsd: totals.monthlyBeforeUsd,
  monthlyAfterUsd: totals.monthlyAfterUsd,
  netMonthlyUsd: Object.fromEntries(recommendations.map(({ id, saving }) => [id, saving?.netMonthlyUsd ?? null])),
});
