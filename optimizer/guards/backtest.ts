import type { Evidence, Settings } from "../evidence";
import { epochAt, minutesOf } from "../evidence/tiers";
import { longestRun, shareAbove } from "../statistics";
import { isMissing } from "../statistics/missing";
import { DOWN, type Guard, instant, pass, percent, reject } from "./guard";

const name = "backtest";

/** Replays the minutes with the candidate, all dimensions and every latency objective together. */
export const backtest: Guard = {
  name,
  scope: "candidate",
  binds: DOWN,
  judge: (p, e, { guards }) => {
    const pressure = jointPressure(e, p.to);
    if (pressure === undefined) return reject(name, "no 60-second tier to replay minute by minute");
    const share = shareAbove(pressure.values, 1);
    const run = longestRun(pressure.values, 1);
    const numbers = {
      violations: share,
      budget: guards.violationBudget,
      longestRunMinutes: run.length,
      maxRunMinutes: guards.maxViolationRunMinutes,
    };
    if (share > guards.violationBudget)
      return reject(
        name,
        `replayed together, some ceiling or objective is passed in ${percent(share, 2)} of the minutes (budget ${percent(guards.violationBudget)})`,
        numbers,
      );
    if (run.length > guards.maxViolationRunMinutes) {
      return reject(
        name,
        `a ceiling or an objective is passed for ${run.length} minutes in a row from ${instant(epochAt(pressure.grid, run.start))} (at most ${guards.maxViolationRunMinutes})`,
        numbers,
      );
    }
    return pass(
      name,
      `ceilings and objectives passed in ${percent(share, 2)} of the replayed minutes, longest run ${run.length} min`,
      numbers,
    );
  },
};

/** Minute by minute the largest need in proportion to its ceiling, and latency in proportion to its limit where the change is what passes it. */
function jointPressure(e: Evidence, to: Settings) {
  const needs = e.study.need(to).flatMap(({ need, ceiling }) => {
    const minutes = minutesOf(need);
    return minutes === undefined ? [] : [{ ...minutes, pressureAt: (i: number) => (minutes.values[i] ?? Number.NaN) / ceiling }];
  });
  const latencies = e.latencyModels().flatMap((model) => {
    if (model === undefined) return [];
    const { grid, observed, projected } = model.replay(to);
    const { limit } = model.slo;
    return [{ grid, pressureAt: (i: number) => ((observed[i] ?? Number.NaN) > limit ? Number.NaN : (projected[i] ?? Number.NaN) / limit) }];
  });
  const [first] = needs;
  if (first === undefined) return undefined;
  const values = new Float64Array(first.grid.length).fill(Number.NaN);
  for (const { pressureAt } of [...needs, ...latencies]) {
    for (let i = 0; i < values.length; i++) {
      const pressure = pressureAt(i);
      if (!(pressure <= (values[i] ?? Number.NaN)) && !isMissing(pressure)) values[i] = pressure;
    }
  }
  return { grid: first.grid, values };
}
