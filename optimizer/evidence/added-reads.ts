import type { Study } from "../kinds/model";
import { isMissing, largest } from "../statistics";
import type { Settings } from "./settings";
import { type Tiers, zip } from "./tiers";
import { growthAhead, trendOf } from "./trend";

/** What is read from behind a cache once it holds less than it was asked for. */
export interface AddedReads {
  /**
   * By how many times as much what stands behind it has to do. All that it does today is put down to what the cache does not find: an
   * upper bound, for who else reads from it is not known. Infinite where the cache has missed nothing yet and will.
   */
  readonly factor: Tiers;
  /** Reads a second that come on top, at the most. */
  readonly mostPerSecond: number;
}

interface Subject {
  readonly study: Study;
  readonly dayOf: (epoch: number) => number;
}

/**
 * Reads that a smaller cache passes on. Where what is held, with its growth, does not fit, the least used goes first, so that of all hits at
 * most the share of the bytes that had to go is lost (uniform use is the worst case).
 * @returns undefined where all that was ever held fits, and for what is no cache
 */
export function addedReads({ study, dayOf }: Subject, to: Settings): AddedReads | undefined {
  const memory = study.need(to).find(({ name }) => name === "memory");
  if (memory === undefined || study.lookups === undefined) return undefined;
  const growth = growthAhead(trendOf(memory.need, dayOf));
  const { hits, misses } = study.lookups();
  const lost = zip(memory.need, hits, (need, found) => {
    const held = need + growth;
    // What is not known of a minute is for coverage to judge.
    return held > 1 && found > 0 ? found * (1 - 1 / held) : 0;
  });
  const mostPerSecond = largest(lost.map(({ values }) => largest(values)));
  if (!(mostPerSecond > 0)) return undefined;
  const factor = zip(lost, misses, (added, missed) => (added === 0 ? 1 : 1 + added / (isMissing(missed) ? 0 : missed)));
  return { factor, mostPerSecond };
}

/** Reads of several caches in front of the same. */
export function togetherReads([first, ...rest]: readonly AddedReads[]): AddedReads | undefined {
  if (first === undefined) return undefined;
  return rest.reduce(
    (sum, each) => ({
      factor: zip(sum.factor, each.factor, (a, b) => a + b - 1),
      mostPerSecond: sum.mostPerSecond + each.mostPerSecond,
    }),
    first,
  );
}

/** Connections and what is resident do not grow with reads. */
const APART: ReadonlySet<string> = new Set(["connections", "memory"]);

/** A study as its component would be with more reads. */
export function withReads(study: Study, { factor }: AddedReads): Study {
  const more = (need: Tiers): Tiers => zip(need, factor, (value, times) => value * times);
  const dimensions = (all: ReturnType<Study["need"]>) =>
    all.map((dimension) => (APART.has(dimension.name) ? dimension : { ...dimension, need: more(dimension.need) }));
  return {
    ...study,
    need: (settings) => dimensions(study.need(settings)),
    afterFailure: (settings) => study.afterFailure(settings).map((failure) => ({ ...failure, dimensions: dimensions(failure.dimensions) })),
    queues: (settings) => study.queues(settings).map((queue) => ({ ...queue, utilization: more(queue.utilization) })),
  };
}
