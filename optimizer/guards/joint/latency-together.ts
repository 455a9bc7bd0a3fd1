import { pass, percent, reject } from "../guard";
import type { ChosenSet, JointGuard, JointVerdict, Member } from "./joint-guard";

const name = "latency-together";

/**
 * What each change adds to an objective's latency adds up: every one was judged as if all others stayed. The sum of upper bounds is an
 * upper bound where the slow minutes of all fall together, and no change takes anything away before it is made, so that the whole set is
 * the worst of all phases.
 */
export const latencyTogether: JointGuard = {
  name,
  judge: ({ contract, members }: ChosenSet) => {
    const parts = members.flatMap(partsOf).sort((a, b) => b.added - a.added || (a.component < b.component ? -1 : 1));
    const regions = [...new Set(parts.map(({ region }) => region))].sort();
    const objectives = [...new Set(parts.map(({ objective }) => objective))].sort();
    return regions.flatMap((region) =>
      objectives.flatMap((objective) =>
        judgeParts(
          parts.filter((part) => part.region === region && part.objective === objective),
          contract.policy.guards.sloMargin,
        ),
      ),
    );
  },
};

/** @param parts of one region and objective, the one that adds the most first */
function judgeParts(parts: readonly Part[], margin: number): readonly JointVerdict[] {
  const [most] = parts;
  if (most === undefined || parts.length < 2) return [];
  const now = Math.max(...parts.map(({ before }) => before));
  const together = now + parts.reduce((sum, { added }) => sum + added, 0);
  const limit = most.limit * (1 - margin);
  const added = parts.map((part) => `${part.component} +${part.added.toFixed(2)}`).join(", ");
  const story = `${most.objective} with all changes together at ${together.toFixed(2)} ms (now ${now.toFixed(2)}; ${added}); limit ${most.limit} less ${percent(margin, 0)} is ${limit.toFixed(2)}`;
  const numbers = { togetherMs: together, nowMs: now, limitMs: limit };
  return together < limit
    ? parts.map(({ component }) => ({ component, verdict: pass(name, story, numbers) }))
    : [{ component: most.component, verdict: reject(name, `${story}; it adds the most`, numbers) }];
}

interface Part {
  readonly component: string;
  readonly region: string;
  readonly objective: string;
  readonly limit: number;
  readonly before: number;
  /** Milliseconds. */
  readonly added: number;
}

function partsOf({ component, region, recommendation, furtherSlos = [] }: Member): readonly Part[] {
  if (recommendation?.direction !== "down") return [];
  return [recommendation.slo, ...furtherSlos].flatMap((slo) => {
    const { before, limit, objective, unit } = slo;
    const after = slo.after ?? slo.queueingBound;
    return before === null || after === undefined || unit !== "milliseconds" || after <= before
      ? []
      : [{ component, region, objective, limit, before, added: after - before }];
  });
}
