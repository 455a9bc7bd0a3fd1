import { z } from "zod";
import type { Resource } from "../../contract";
import { countIn, type Evidence, type Settings, sumTiers, type Tiers } from "../evidence";
import { scaleTiers, zip } from "../evidence/tiers";
import { coresOf, maxConnections, rolesLeft, rolesOf, specOf } from "../kinds/aurora-units";
import { rangeOf } from "../kinds/ladder";
import { proposal } from "../plan/proposal";
import type { Finding } from "../plan/recommendation";
import { largest } from "../statistics";
import { type DailyUse, dailyUse, isLow, lowDays, lowUse } from "./database-classes";
import { finding, percent, refsOf, round } from "./finding";
import { rule } from "./rule";

const parameters = lowUse.extend({
  /** Readers that stay in any case; the first of them is the failover target. */
  leastReaders: z.int().min(1),
});
type Parameters = z.infer<typeof parameters>;

/** What the readers are asked for together, whatever number and class they had then. */
interface Demand {
  readonly readers: readonly Resource[];
  readonly cores: Tiers;
  readonly connections: Tiers;
}

function demandOf(e: Evidence): Demand {
  const instances = e.scoped("instance");
  const roleOf = rolesOf(instances);
  const readers = instances.filter((resource) => roleOf(resource) !== "writer");
  const readersThen = e.capacity.over(e.grids, (settings) => countIn(settings, "readers"));
  /** Of a reader that is gone nothing is left to read: those that are there stand for it. */
  const ofAll = (parts: readonly Tiers[]): Tiers => zip(sumTiers(parts), readersThen, (sum, then) => (sum * then) / parts.length);
  return {
    readers,
    cores: ofAll(readers.map((resource) => coresOf(e, resource, roleOf(resource)))),
    connections: ofAll(readers.map((resource) => e.judged(resource, "connections", "Average", "Maximum"))),
  };
}

/** What each of so many readers has to carry: its share of all reads. */
interface Share extends DailyUse {
  readonly maxConnections: number;
}

function shareOf(e: Evidence, { readers, cores, connections }: Demand, count: number): Share {
  const specs = rolesLeft(count)
    .filter((role) => role !== "writer")
    .map((role) => specOf(e.current, role));
  const vcpus = Math.min(...specs.map((spec) => spec.vcpus));
  return {
    ...dailyUse(e, { cpu: scaleTiers(cores, 1 / (vcpus * count)), connections: scaleTiers(connections, 1 / count) }),
    maxConnections: Math.min(...specs.map((spec) => maxConnections(spec, readers[0]?.engine))),
  };
}

interface Option {
  readonly readers: number;
  readonly use: Share;
  /** Share of the days on which use would have been low. */
  readonly low: number;
}

/** Every smaller number down to the least that the policy and the range allow; fewest first. */
function optionsOf(e: Evidence, demand: Demand, p: Parameters): readonly Option[] {
  const now = countIn(e.current, "readers");
  const least = Math.max(p.leastReaders, rangeOf(e.definition, "readers")?.min ?? now);
  return Array.from({ length: Math.max(0, now - least) }, (_, i) => {
    const use = shareOf(e, demand, least + i);
    return { readers: least + i, use, low: lowDays([use], p) };
  });
}

/**
 * Fewer readers of the class that they have, where all reads together, spread over those that are left, keep CPU and connections low on
 * most days. How a reader's own load was spread, and what is carried while one of them is lost, is for the guards.
 */
export const auroraReaders = rule({
  name: "aurora-readers",
  kinds: ["aurora-cluster"],
  parameters,
  declines: (e, p) => {
    const options = optionsOf(e, demandOf(e), p);
    const most = options[options.length - 1];
    const now = countIn(e.current, "readers");
    if (most === undefined) return `of readers there ${now === 1 ? "is" : "are"} ${now}, and at least ${p.leastReaders} must stay`;
    return isLow(most, p)
      ? undefined
      : `with ${most.readers} readers, CPU under ${percent(p.cpuP95Below)} and connections under ${percent(p.connectionShareBelow)} of the limit on ${percent(most.low)} of days, ${percent(p.shareOfDays)} needed`;
  },
  propose: (e, p) => {
    if (!e.turns("readers")) return [];
    const demand = demandOf(e);
    return optionsOf(e, demand, p)
      .filter((option) => isLow(option, p))
      .map((option) => {
        const to: Settings = { ...e.current, readers: option.readers };
        return proposal(e, {
          rule: "aurora-readers",
          direction: "down",
          to,
          reason: reasonOf(option, p),
          findings: findingsOf(e, demand, option),
        });
      });
  },
});

const reasonOf = ({ readers }: Option, p: Parameters): string =>
  `with ${readers} ${readers === 1 ? "reader" : "readers"}, daily p95 CPU of each stays under ${percent(p.cpuP95Below)} and connections under ${percent(p.connectionShareBelow)} of its limit on at least ${percent(p.shareOfDays)} of days`;

/** None of what is not known. */
function findingsOf(e: Evidence, { readers }: Demand, { readers: count, use }: Option): readonly Finding[] {
  const who = `each of ${count} ${count === 1 ? "reader" : "readers"}`;
  return [
    finding(e, refsOf(readers, "cpu", ["Average", "Maximum"]), {
      metric: `cpu of ${who}`,
      statistic: "greatest daily p95 of 1-minute averages, older than 15 days of 5-minute and 1-hour maxima, summed over the readers",
      value: largest(use.cpu),
      unit: "fraction",
    }),
    finding(e, refsOf(readers, "connections", ["Average", "Maximum"]), {
      metric: `connections of ${who}`,
      statistic: "greatest of 1-minute averages, older than 15 days of 5-minute and 1-hour maxima, summed over the readers",
      value: round(largest(use.connections)),
      unit: "count",
    }),
  ].filter(({ value }) => Number.isFinite(value));
}
