import { z } from "zod";
import type { Resource } from "../../contract";
import { countIn, type Evidence, maxTiers, type Settings, textIn } from "../evidence";
import { mostConnectionsIn, regionsIn } from "../kinds/aurora-global";
import { ladderOf, rangeOf, siblings } from "../kinds/ladder";
import { proposal } from "../plan/proposal";
import type { Finding } from "../plan/recommendation";
import { isMissing, largest } from "../statistics";
import { readShares } from "./aurora-reads";
import { finding, percent, refsOf } from "./finding";
import { P95_STATISTIC, p95 } from "./percentile";
import { rule } from "./rule";

const parameters = z.strictObject({
  /** p95 CPU of the writer under which its class may go down the ladder. */
  writerCpuP95Below: z.number().min(0).max(1),
  /** All but the last reader go only where p95 of the slowest reader's lag… */
  replicaLagMsBelow: z.number().positive(),
  /** …and on every day the volume's reads, relative to its writes, are under these. */
  readIopsShareOfWriteBelow: z.number().positive(),
  /** How far back a restore has to reach. */
  backupRetentionDays: z.int().positive(),
});
type Parameters = z.infer<typeof parameters>;

interface Use {
  readonly writers: readonly Resource[];
  readonly readers: readonly Resource[];
  readonly clusters: readonly Resource[];
  readonly writerCpu: number;
  readonly lagMs: number;
  /** Greatest of a day. */
  readonly readShare: number;
  /** Of each region with a copy, the most connections there ever were. */
  readonly connections: ReadonlyMap<string, number>;
}

function useOf(e: Evidence): Use {
  const instances = e.scoped("instance");
  const writers = instances.filter(({ role }) => role === "writer");
  const readers = instances.filter(({ role }) => role !== "writer");
  const clusters = e.scoped("cluster");
  const secondaries = e.scoped("secondary_instance");
  return {
    writers,
    readers,
    clusters,
    writerCpu: p95(maxTiers(writers.map((resource) => e.judged(resource, "cpu", "Average", "Maximum")))),
    lagMs: p95(maxTiers(readers.map((resource) => e.read({ resource, metric: "replica_lag", statistic: "Maximum" })))),
    readShare: largest(readShares(e, clusters)),
    connections: new Map(regionsIn(e.current).map((region) => [region, mostConnectionsIn(e, secondaries, region)])),
  };
}

/** Why the number of readers stays; missing measurements are for the guards to name. */
function readersStay(e: Evidence, { lagMs, readShare }: Use, p: Parameters): string | undefined {
  if (countIn(e.current, "readers") <= 1) return "there is one reader";
  if (lagMs >= p.replicaLagMsBelow) return `p95 replica lag is ${lagMs.toFixed(1)} ms, not under ${p.replicaLagMsBelow}`;
  if (readShare >= p.readIopsShareOfWriteBelow)
    return `on some day the volume's reads were ${percent(readShare)} of its writes, not under ${percent(p.readIopsShareOfWriteBelow)}`;
  return undefined;
}

const isUsed = (connections: number): boolean => connections > 0;

/** What each dimension may become, the present value among them. */
interface Options {
  readonly regions: readonly (readonly string[])[];
  readonly classes: readonly string[];
  readonly readers: readonly number[];
  readonly retentionDays: number;
}

function optionsOf(e: Evidence, use: Use, p: Parameters): Options {
  const { current } = e;
  const regions = regionsIn(current);
  const left = regions.filter((region) => isUsed(use.connections.get(region) ?? Number.NaN));
  const writer = textIn(current, "writer_class");
  const rungs = siblings(ladderOf(e.definition, "writer_class"), writer);
  const isTurned = ["writer_class", "failover_reader_class"].every(e.turns) && !(use.writerCpu >= p.writerCpuP95Below);
  const readers = countIn(current, "readers");
  const least = e.turns("readers") && readersStay(e, use, p) === undefined ? (rangeOf(e.definition, "readers")?.min ?? 1) : readers;
  const days = countIn(current, "backup_retention_days");
  const leastDays = Math.max(p.backupRetentionDays, rangeOf(e.definition, "backup_retention_days")?.min ?? 1);
  return {
    regions: e.turns("secondary_regions") && left.length < regions.length ? [regions, left] : [regions],
    classes: isTurned ? rungs.slice(0, rungs.indexOf(writer) + 1) : [writer],
    readers: Array.from({ length: readers - least + 1 }, (_, i) => readers - i),
    retentionDays: e.turns("backup_retention_days") ? Math.min(days, leastDays) : days,
  };
}

/** Copies that nobody reads, the writer's class, readers and restore points, each alone or with others; whether it fits is for the guards. */
function candidates(e: Evidence, { regions, classes, readers, retentionDays }: Options): readonly Settings[] {
  const { current } = e;
  return (
    classes
      .flatMap((type) => others(e, type))
      .flatMap((sized) => readers.map((count): Settings => ({ ...sized, readers: count })))
      .flatMap((sized) => regions.map((kept): Settings => ({ ...sized, secondary_regions: kept })))
      // Nobody turns the class of what goes.
      .filter((to) => (e.model.idle?.(to) ?? []).every((tunable) => to[tunable] === current[tunable]))
      .map((to): Settings => ({ ...to, backup_retention_days: retentionDays }))
      .filter((to) => Object.entries(to).some(([tunable, value]) => value !== current[tunable]))
  );
}

/** The failover reader goes with the writer, for it must be able to take its place; the other readers and the copies follow, or stay as they are. */
function others(e: Evidence, type: string): readonly Settings[] {
  const { current } = e;
  if (type === current.writer_class) return [current];
  const writer = { ...current, writer_class: type, failover_reader_class: type };
  const follow = (tunable: string): readonly string[] => {
    const now = textIn(current, tunable);
    const rungs = siblings(ladderOf(e.definition, tunable), now);
    return e.turns(tunable) && rungs.includes(type) && rungs.indexOf(type) < rungs.indexOf(now) ? [type, now] : [now];
  };
  return follow("reader_class").flatMap((reader) =>
    follow("secondary_class").map((secondary): Settings => ({ ...writer, reader_class: reader, secondary_class: secondary })),
  );
}

/** Copies in regions where nobody reads, the writer's class, readers and days of backup of a global database. */
export const auroraGlobal = rule({
  name: "aurora-global",
  kinds: ["aurora-global"],
  parameters,
  declines: (e, p) => {
    const use = useOf(e);
    return candidates(e, optionsOf(e, use, p)).length > 0 ? undefined : whyNone(e, use, p);
  },
  propose: (e, p) => {
    const use = useOf(e);
    return candidates(e, optionsOf(e, use, p)).map((to) =>
      proposal(e, { rule: "aurora-global", direction: "down", to, reason: reasonOf(e, to, p), findings: findingsOf(e, to, use) }),
    );
  },
});

function whyNone(e: Evidence, use: Use, p: Parameters): string {
  const regions = [...use.connections].filter(([, connections]) => isUsed(connections));
  return [
    ...(use.connections.size === 0 ? ["there is no copy in a further region"] : []),
    ...regions.map(([region, connections]) => `the copy in ${region} is used: up to ${connections} connections`),
    use.writerCpu >= p.writerCpuP95Below
      ? `p95 CPU of the writer is ${percent(use.writerCpu)}, not under ${percent(p.writerCpuP95Below)}`
      : "the writer has the smallest class that a phase may give it",
    readersStay(e, use, p) ?? "no phase turns the readers",
    `backups are kept for ${countIn(e.current, "backup_retention_days")} days, ${p.backupRetentionDays} are asked for`,
  ].join("; ");
}

/** What the change rests on and what it means when something is lost. */
function reasonOf(e: Evidence, to: Settings, p: Parameters): string {
  const gone = regionsIn(e.current).filter((region) => !regionsIn(to).includes(region));
  const readers = countIn(to, "readers");
  return [
    ...(to.writer_class === e.current.writer_class ? [] : [`p95 CPU of the writer is under ${percent(p.writerCpuP95Below)}`]),
    ...(to.readers === e.current.readers
      ? []
      : [
          `readers lag less than ${p.replicaLagMsBelow} ms and the volume's reads were under ${percent(p.readIopsShareOfWriteBelow)} of its writes on every day: ${readers === 1 ? "1 reader is" : `${readers} readers are`} left${readers === 1 ? ", and while it is lost the writer answers its reads" : ""}`,
        ]),
    ...(to.backup_retention_days === e.current.backup_retention_days
      ? []
      : [
          `a restore has to reach back ${to.backup_retention_days} days: older restore points are gone for good; no saving is counted for them, for how much backup storage they take is not measured`,
        ]),
    ...(gone.length === 0
      ? []
      : [
          `nobody was connected to the copy in ${gone.join(", ")} in any minute of the window or hour known before it: without it, the loss of the primary's region means a restore from backups, hours and not minutes; replicated writes and transfer between regions are saved on top, unpriced`,
        ]),
  ].join("; ");
}

function findingsOf(e: Evidence, to: Settings, use: Use): readonly Finding[] {
  const { writers, readers, clusters } = use;
  const gone = e
    .scoped("secondary_instance")
    .filter(({ region = "" }) => regionsIn(e.current).includes(region) && !regionsIn(to).includes(region));
  return [
    ...(to.writer_class === e.current.writer_class
      ? []
      : [
          finding(e, refsOf(writers, "cpu", ["Average", "Maximum"]), {
            metric: "cpu of the writer",
            statistic: P95_STATISTIC,
            value: use.writerCpu,
            unit: "fraction",
          }),
        ]),
    ...(to.readers === e.current.readers
      ? []
      : [
          finding(e, refsOf(readers, "replica_lag", ["Maximum"]), {
            metric: "lag of the slowest reader",
            statistic: "p95 of maxima, weighted by time",
            value: use.lagMs,
            unit: "milliseconds",
          }),
          finding(e, [...refsOf(clusters, "volume_read_iops", ["Average"]), ...refsOf(clusters, "volume_write_iops", ["Average"])], {
            metric: "reads of the volume per write",
            statistic: "greatest of a day",
            value: use.readShare,
            unit: "fraction",
          }),
        ]),
    ...gone.map((resource) =>
      finding(e, refsOf([resource], "connections", ["Maximum"]), {
        metric: `connections of ${resource.name}`,
        statistic: "greatest of all maxima, hours before the window among them",
        value: use.connections.get(resource.region ?? "") ?? Number.NaN,
        unit: "count",
      }),
    ),
  ].filter(({ value }) => !isMissing(value));
}
