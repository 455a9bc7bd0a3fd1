import Table from "cli-table3";
import type { Cost, Recommendation, Recommendations } from "../optimizer/plan/recommendation";

const usd = (amount: number): string => `$${Math.round(amount).toLocaleString("en-US")}`;
const priceOf = (cost: Cost): string => (cost.priced ? usd(cost.monthlyUsd) : "unpriced");
const share = (fraction: number | null): string => (fraction === null ? "–" : `${(fraction * 100).toFixed(1)} %`);

/** What would be turned, what it costs before and after, and at what risk; then the total and what stays as it is. */
export function summaryTable({ recommendations, unchanged, rejected, totals, scaleUp }: Recommendations): string {
  const table = new Table({
    head: ["component", "from → to", "$/month", "after", "risk", "phase"],
    colAligns: ["left", "left", "right", "right", "right", "right"],
    style: { head: [], border: [], compact: true },
  });
  for (const each of recommendations) {
    table.push([each.component, changesOf(each), priceOf(each.before), priceOf(each.after), share(each.risk), each.phase.number]);
  }
  return [
    ...scaleUp.map(({ trigger, value, limit }) => `Scale-up trigger met: ${trigger} (${value} over ${limit}). Savings are withheld.`),
    recommendations.length === 0 ? "No change is recommended." : table.toString(),
    ...savingLine(totals),
    ...(unchanged.length > 0 ? [`Unchanged: ${unchanged.map(({ component }) => component).join(", ")}.`] : []),
    ...(rejected.length > 0 ? [`Considered and rejected: ${rejected.length} (trimtab explain says why).`] : []),
  ].join("\n");
}

const changesOf = ({ changes, component }: Recommendation): string =>
  changes.map(({ variable, from, to }) => `${variable.slice(component.length + 1)}: ${plain(from)} → ${plain(to)}`).join("\n");

const plain = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

function savingLine({ monthlyBeforeUsd: before, monthlyAfterUsd: after, unpriced }: Recommendations["totals"]): readonly string[] {
  const note = unpriced.length === 0 ? "" : `; unpriced and not counted: ${unpriced.join(", ")}`;
  if (before === null || after === null)
    return [`No total: ${unpriced.length === 0 ? "nothing is priced" : `unpriced: ${unpriced.join(", ")}`}.`];
  return [`${usd(before)} → ${usd(after)} a month at list prices: ${usd(before - after)} less${note}.`];
}
