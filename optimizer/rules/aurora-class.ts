import { z } from "zod";
import { DATABASE, type Resource, tunablesOf } from "../../contract";
import { byDay, type Day, type Evidence, type Settings, textIn } from "../evidence";
import { siblings } from "../kinds/ladder";
import { proposal } from "../plan/proposal";
import { isMissing, largest } from "../statistics";
import { finding, percent, refsOf, round } from "./finding";
import { p95 } from "./percentile";
import { rule } from "./rule";

const parameters = z.strictObject({
  cpuP95Below: z.number().min(0).max(1),
  connectionShareBelow: z.number().min(0).max(1),
  shareOfDays: z.number().min(0).max(1),
});
type Parameters = z.infer<typeof parameters>;

/** Share of the days on which CPU was low and connections were few for the class, over all instances given. */
function lowDays(e: Evidence, instances: readonly Resource[], { cpuP95Below, connectionShareBelow }: Parameters, limit: number): number {
  const perInstance = instances.map((resource) => ({
    cpu: byDay(e.judged(resource, "cpu", "Average", "Maximum"), e.dayOf).map(({ parts }) => p95(parts)),
    connections: byDay(e.judged(resource, "connections", "Average", "Maximum"), e.dayOf).map(peak),
  }));
  const [first] = perInstance;
  if (first === undefined) return Number.NaN;
  const known = [...first.cpu.keys()].filter((day) =>
    perInstance.every(({ cpu, connections }) => Number.isFinite(cpu[day]) && Number.isFinite(connections[day])),
  );
  const low = known.filter((day) =>
    perInstance.every(
      ({ cpu, connections }) => (cpu[day] ?? Number.NaN) < cpuP95Below && (connections[day] ?? Number.NaN) < connectionShareBelow * limit,
    ),
  );
  return low.length / known.length;
}

const peak = ({ parts }: Day): number => largest(parts.map(({ values }) => largest(values)));

const isWriter = ({ role }: Resource): boolean => role === "writer";

interface Side {
  readonly instances: readonly Resource[];
  readonly from: string;
  /** Classes at which the side counts as low, and what share of days did. */
  readonly classes: readonly { readonly type: string; readonly low: number }[];
}

/** Which smaller classes of the same family the days allow for the writer's or the readers' side. */
function side(e: Evidence, tunable: "writer_class" | "reader_class", p: Parameters): Side {
  const instances = e.scoped("instance").filter((resource) => isWriter(resource) === (tunable === "writer_class"));
  const from = textIn(e.current, tunable);
  const definition = tunablesOf(e.definition).get(tunable);
  const rungs = siblings(definition?.type === "choice" ? definition.ladder : [], from);
  const classes = rungs
    .slice(0, Math.max(0, rungs.indexOf(from)))
    .map((type) => ({ type, low: lowDays(e, instances, p, DATABASE.get(type)?.postgresMaxConnections ?? Number.NaN) }));
  return { instances, from, classes };
}

/** Missing measurements decline nothing: the coverage guard names them. */
const isLow = ({ low }: Side["classes"][number], { shareOfDays }: Parameters): boolean => isMissing(low) || low >= shareOfDays;

/** A smaller class for readers, for the writer with its failover reader, or for both, when CPU and connections stay low. */
export const auroraClass = rule({
  name: "aurora-class",
  kinds: ["aurora-cluster"],
  parameters,
  declines: (e, p) => {
    const sides = [side(e, "writer_class", p), side(e, "reader_class", p)];
    if (sides.every(({ classes }) => classes.length === 0)) return "every instance is at the smallest class of its family";
    if (sides.some(({ classes }) => classes.some((candidate) => isLow(candidate, p)))) return undefined;
    const best = Math.max(...sides.flatMap(({ classes }) => classes.map(({ low }) => low)));
    return `daily p95 CPU under ${percent(p.cpuP95Below)} and connections under ${percent(p.connectionShareBelow)} of the target's limit on ${percent(best)} of days, ${percent(p.shareOfDays)} needed`;
  },
  propose: (e, p) => {
    const writer = side(e, "writer_class", p);
    const reader = side(e, "reader_class", p);
    const findings = { writer: describe(e, writer, "writer"), reader: describe(e, reader, "readers") };
    const readerTypes = options(e, "reader_class", reader, p);
    const writerTypes = ["writer_class", "failover_reader_class"].every(e.turns) ? options(e, "writer_class", writer, p) : [writer.from];
    return writerTypes
      .flatMap((writerType) =>
        readerTypes.map((readerType): Settings => ({ ...e.current, ...classes(e, writerType, writer.from), reader_class: readerType })),
      )
      .filter((to) => to.writer_class !== writer.from || to.reader_class !== reader.from)
      .map((to) =>
        proposal(e, {
          rule: "aurora-class",
          direction: "down",
          to,
          reason: `daily p95 CPU stays under ${percent(p.cpuP95Below)} and connections under ${percent(p.connectionShareBelow)} of the target's limit on at least ${percent(p.shareOfDays)} of days`,
          findings: [
            ...(to.writer_class === writer.from ? [] : findings.writer),
            ...(to.reader_class === reader.from ? [] : findings.reader),
          ].filter(({ value }) => Number.isFinite(value)),
        }),
      );
  },
});

const options = (e: Evidence, tunable: string, { from, classes }: Side, p: Parameters): readonly string[] => [
  from,
  ...(e.turns(tunable) ? classes.filter((candidate) => isLow(candidate, p)).map(({ type }) => type) : []),
];

/** The failover reader goes with the writer, for it must be able to take its place. */
const classes = (e: Evidence, writerType: string, from: string): Settings =>
  writerType === from
    ? { writer_class: from, failover_reader_class: textIn(e.current, "failover_reader_class") }
    : { writer_class: writerType, failover_reader_class: writerType };

function describe(e: Evidence, { instances }: Side, who: string) {
  const days = instances.flatMap((resource) =>
    byDay(e.judged(resource, "cpu", "Average", "Maximum"), e.dayOf).map(({ parts }) => p95(parts)),
  );
  const connections = instances.flatMap((resource) => byDay(e.judged(resource, "connections", "Average", "Maximum"), e.dayOf).map(peak));
  return [
    finding(e, refsOf(instances, "cpu", ["Average", "Maximum"]), {
      metric: `cpu of the ${who}`,
      statistic: "greatest daily p95 of 1-minute averages, older than 15 days of 5-minute and 1-hour maxima",
      value: largest(days),
      unit: "fraction",
    }),
    finding(e, refsOf(instances, "connections", ["Average", "Maximum"]), {
      metric: `connections of the ${who}`,
      statistic: "greatest of 1-minute averages, older than 15 days of 5-minute and 1-hour maxima",
      value: round(largest(connections)),
      unit: "count",
    }),
  ];
}
