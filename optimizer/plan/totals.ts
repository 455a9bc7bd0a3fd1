import { cents } from "../money";
import type { Cost, Recommendations } from "./recommendation";

/** What the sized components cost in a month, now and with every recommendation in place. */
export function totalsOf(
  components: readonly { readonly component: string; readonly before: Cost; readonly after: Cost }[],
): Recommendations["totals"] {
  const priced = components.flatMap(({ before, after }) =>
    before.priced && after.priced ? [{ before: before.monthlyUsd, after: after.monthlyUsd }] : [],
  );
  const unpriced = components.flatMap(({ component, before, after }) =>
    [...new Set([before, after].flatMap((cost) => (cost.priced ? [] : cost.reasons)))].map((reason) => `${component}: ${reason}`),
  );
  if (priced.length === 0) return { monthlyBeforeUsd: null, monthlyAfterUsd: null, unpriced };
  return {
    monthlyBeforeUsd: cents(priced.reduce((sum, { before }) => sum + before, 0)),
    monthlyAfterUsd: cents(priced.reduce((sum, { after }) => sum + after, 0)),
    unpriced,
  };
}
