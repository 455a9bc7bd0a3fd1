import type { Evidence, Projection, Settings } from "../evidence";
import { epochAt, minutesOf } from "../evidence/tiers";
import type { Dimension } from "../kinds";
import type { Verdict } from "../plan/recommendation";
import { longestRun, shareAbove } from "../statistics";
import { isMissing } from "../statistics/missing";
import { DOWN, type Guard, instant, pass, percent, reject } from "./guard";

const name = "backtest";
/** How far down an unproven projection may lead; the next look-back confirms it (method §4). */
const RUNGS_UNPROVEN = 1;

/** Replays the minutes with the candidate: all dimensions together, then each latency objective. */
export const backtest: Guard = {
  name,
  scope: "candidate",
  binds: DOWN,
  judge: (p, e, { guards }) => {
    const pressure = jointPressure(e.study.need(p.to));
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
        `replayed together, some ceiling is passed in ${percent(share, 2)} of the minutes (budget ${percent(guards.violationBudget)})`,
        numbers,
      );
    if (run.length > guards.maxViolationRunMinutes) {
      return reject(
        name,
        `a ceiling is passed for ${run.length} minutes in a row from ${instant(epochAt(pressure.grid, run.start))} (at most ${guards.maxViolationRunMinutes})`,
        numbers,
      );
    }
    return latencyVerdict(e, p.to, guards.sloMargin, numbers);
  },
};

/** Minute by minute the largest need in proportion to its ceiling. */
function jointPressure(dimensions: readonly Dimension[]) {
  const parts = dimensions.flatMap(({ need, ceiling }) => {
    const minutes = minutesOf(need);
    return minutes === undefined ? [] : [{ ...minutes, ceiling }];
  });
  const [first] = parts;
  if (first === undefined) return undefined;
  const values = new Float64Array(first.values.length).fill(Number.NaN);
  for (const part of parts) {
    for (let i = 0; i < values.length; i++) {
      const pressure = (part.values[i] ?? Number.NaN) / part.ceiling;
      if (!(pressure <= (values[i] ?? Number.NaN)) && !isMissing(pressure)) values[i] = pressure;
    }
  }
  return { grid: first.grid, values };
}

function latencyVerdict(e: Evidence, to: Settings, margin: number, numbers: Readonly<Record<string, number>>): Verdict {
  const projections: { readonly story: string; readonly projection: Projection }[] = [];
  for (const [i, model] of e.latencyModels().entries()) {
    const slo = e.latencySlos[i];
    if (model === undefined || slo === undefined) {
      return reject(
        name,
        `no minute of ${slo?.name ?? "an objective"} is known, so nothing can be said of latency after the change`,
        numbers,
      );
    }
    const projection = model.project(to);
    const limit = slo.limit * (1 - margin);
    const story = `${slo.name} projected at ${projection.after.toFixed(2)} ms (upper bound; now ${projection.before.toFixed(2)}, limit ${slo.limit} less ${percent(margin, 0)} is ${limit.toFixed(2)}); ${projection.grade}: ${projection.why}`;
    const all = {
      ...numbers,
      p99BeforeMs: projection.before,
      p99AfterMs: projection.after,
      limitMs: limit,
      utilization: projection.utilization,
      highestSeen: projection.highestSeen,
    };
    if (projection.grade === "beyond") return reject(name, story, all);
    const rungs = e.study.rungsDown(to);
    if (projection.grade === "unproven" && rungs > RUNGS_UNPROVEN) {
      return reject(name, `${rungs} rungs down at once, and latency there is unproven (at most ${RUNGS_UNPROVEN}); ${story}`, {
        ...all,
        rungs,
      });
    }
    if (!(projection.after < limit)) return reject(name, story, all);
    projections.push({ story, projection });
  }
  const last = projections[projections.length - 1];
  return pass(
    name,
    `ceilings passed in ${percent(numbers.violations ?? 0, 2)} of the replayed minutes, longest run ${numbers.longestRunMinutes ?? 0} min${projections.map(({ story }) => `; ${story}`).join("")}`,
    last === undefined
      ? numbers
      : {
          ...numbers,
          p99BeforeMs: last.projection.before,
          p99AfterMs: last.projection.after,
          utilization: last.projection.utilization,
          highestSeen: last.projection.highestSeen,
        },
  );
}
