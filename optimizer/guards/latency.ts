import type { Projection } from "../evidence";
import { DOWN, type Guard, pass, percent, reject } from "./guard";

const name = "latency";
/** How far down an unproven projection may lead; the next look-back confirms it (method §4). */
const RUNGS_UNPROVEN = 1;

/** The upper bound of every objective's projected latency stays under its limit with the policy's margin, on evidence that reaches so far. */
export const latency: Guard = {
  name,
  scope: "candidate",
  binds: DOWN,
  judge: (p, e, { guards: { sloMargin } }) => {
    const models = e.latencyModels();
    const told: { readonly story: string; readonly numbers: Readonly<Record<string, number>> }[] = [];
    for (const [i, slo] of e.latencySlos.entries()) {
      const model = models[i];
      if (model === undefined) return reject(name, `no minute of ${slo.name} is known, so nothing can be said of latency after the change`);
      const projection = model.project(p.to);
      const limit = slo.limit * (1 - sloMargin);
      const story = `${slo.name} projected at ${projection.after.toFixed(2)} ms (upper bound; now ${projection.before.toFixed(2)}, limit ${slo.limit} less ${percent(sloMargin, 0)} is ${limit.toFixed(2)}); ${projection.grade}: ${projection.why}`;
      const numbers = numbersOf(projection, limit);
      if (projection.grade === "beyond" || !(projection.after < limit)) return reject(name, story, numbers);
      const rungs = e.study.rungsDown(p.to);
      if (projection.grade === "unproven" && rungs > RUNGS_UNPROVEN) {
        const far = `${rungs} rungs down at once, and latency there is unproven (at most ${RUNGS_UNPROVEN})`;
        return reject(name, `${far}; ${story}`, { ...numbers, rungs });
      }
      told.push({ story, numbers });
    }
    if (told.length === 0) return pass(name, "the policy has no objective of latency");
    return pass(name, told.map(({ story }) => story).join("; "), told[told.length - 1]?.numbers);
  },
};

const numbersOf = ({ before, after, utilization, highestSeen }: Projection, limitMs: number) => ({
  p99BeforeMs: before,
  p99AfterMs: after,
  limitMs,
  utilization,
  highestSeen,
});
