import Table from "cli-table3";
import type { BenchmarkRow } from "../optimizer/benchmark";

const percent = (share: number, digits: number): string => `${(share * 100).toFixed(digits)} %`;

/** The table for people. */
export function benchmarkText(
  rows: readonly BenchmarkRow[],
  { target, ladder, cadenceDays }: { readonly target: string; readonly ladder: string; readonly cadenceDays: number },
): string {
  const table = new Table({
    head: ["rule", "> 80 %", "bad weeks", "cost", "flaps"],
    colAligns: ["left", "right", "right", "right", "right"],
    style: { head: [], border: [] },
  });
  for (const { title, score } of rows)
    table.push([title, percent(score.v80, 3), percent(score.bad, 2), score.cost.toFixed(3), score.flaps.toFixed(2)]);
  const [first] = rows;
  const own = rows.find(({ score }) => score.brier !== undefined)?.score;
  return [
    `${first?.score.machines ?? 0} machines, ${first?.score.weeks ?? 0} machine-weeks; ${ladder} ladder, decided every ${cadenceDays} days; Trimtab's dial at ${target}`,
    table.toString(),
    "> 80 %: share of time in which demand exceeds 80 % of the capacity; bad weeks: machine-weeks with more than 0.1 % of such time;",
    "cost: mean capacity, 1 is the present one; flaps: reversals per machine in 90 days.",
    ...(own?.brier === undefined
      ? []
      : [
          `Trimtab said ${percent(own.stated ?? 0, 1)} of the weeks would be bad at the capacities that it chose, were they kept; ${percent(own.actual ?? 0, 1)} were (Brier ${own.brier.toFixed(4)}).`,
        ]),
  ].join("\n");
}
