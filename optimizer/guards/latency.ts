import type { Slo } from "../../contract";
import type { Projection } from "../evidence";
import { DOWN, type Guard, pass, percent, reject } from "./guard";

const name = "latency";
/** How far down an unproven projection may lead; the next look-back confirms it (method §4). */
const STEPS_UNPROVEN = 1;

/**
 * The upper bound of every objective's projected latency stays under its limit with the policy's margin, on evidence that reaches so far. Told first,
 * and with its numbers, is the objective that comes nearest to its limit.
 */
export const latency: Guard = {
  name,
  scope: "candidate",
  binds: DOWN,
  judge: (p, e, { guards: { sloMargin } }) => {
    const models = e.latencyModels();
    const told: Told[] = [];
    for (const [i, slo] of e.latencySlos.entries()) {
      const model = models[i];
      if (model === undefined) return reject(name, `no minute of ${slo.name} is known, so nothing can be said of latency after the change`);
      told.push(tell(slo, model.project(p.to), e.study.rungsDown(p.to), sloMargin));
    }
    told.sort((a, b) => b.shareOfLimit - a.shareOfLimit);
    const refusal = told.find(({ refused }) => refused);
    if (refusal !== undefined) return reject(name, refusal.story, refusal.numbers);
    const [worst] = told;
    if (worst === undefined) return pass(name, "the policy has no objective of latency");
    return pass(name, told.map(({ story }) => story).join("; "), worst.numbers);
  },
};

interface Told {
  readonly refused: boolean;
  /** Of the limit less its margin; what is not known is the most. */
  readonly shareOfLimit: number;
  readonly story: string;
  readonly numbers: Readonly<Record<string, number>>;
}

function tell(slo: Slo, projection: Projection, rungs: number, margin: number): Told {
  const { before, after, grade, why, applies } = projection;
  const limit = slo.limit * (1 - margin);
  const bound = `limit ${slo.limit} less ${percent(margin, 0)} is ${limit.toFixed(2)}`;
  const now = `now ${before.toFixed(2)}`;
  const story =
    applies === false
      ? `${slo.name} does not depend on its size: ${why} (${now} ms, ${bound})`
      : grade === "unproven"
        ? `${slo.name} unproven: ${why}; up to ${after.toFixed(2)} ms by queueing alone (${now}, ${bound})`
        : `${slo.name} projected at ${after.toFixed(2)} ms (upper bound; ${now}, ${bound}); ${grade}: ${why}`;
  const numbers = numbersOf(projection, limit);
  const shareOfLimit = Number.isNaN(after) ? Number.POSITIVE_INFINITY : after / limit;
  if (grade === "beyond" || !(after < limit)) return { refused: true, shareOfLimit, story, numbers };
  if (grade !== "unproven" || rungs <= STEPS_UNPROVEN) return { refused: false, shareOfLimit, story, numbers };
  const far = Number.isFinite(rungs) ? farDown(rungs, margin) : NO_STEP;
  return { refused: true, shareOfLimit, story: `${far}; ${story}`, numbers: { ...numbers, rungs } };
}

const NO_STEP =
  "to a size that no step down the ladder leads to (of another family, or from one that it does not hold), and while latency is unproven it is one step at a time";

function farDown(rungs: number, margin: number): string {
  const each = `one is a size of the ladder, or up to ${((2 + margin) / (1 + margin)).toFixed(2)} times the load for each unit, or slower volumes`;
  return `${rungs} steps down at once (${each}), and while latency is unproven it is one at a time: the rest is asked about again at the next look-back`;
}

/** No figure of afterwards where there is none: of what is unproven, what queueing alone would make of it. */
function numbersOf({ before, after, utilization, highestSeen, grade, applies }: Projection, limitMs: number): Told["numbers"] {
  const known = { p99BeforeMs: before, limitMs, utilization, highestSeen };
  if (applies === false) return known;
  return { ...known, ...(grade === "unproven" ? { queueingBoundMs: after } : { p99AfterMs: after }) };
}
