/** docs/metrics.md: the metric catalog for people, from the catalog itself. */
import { KINDS, type Kind, METRICS, type MetricEntry, SCOPES } from "../contract";

const INTRODUCTION = `# The metrics that Trimtab reads

Made from \`contract/catalog/metrics/\` by \`npm run docs\`; a test holds this page against it. To read another metric, add an
entry there: one line, with the page that defines it.

- **scope**: which of a component's resources publish it. The dimensions of each scope stand above its kind's table; their values come from
  the stack's inventory. Dimensions beside them stand with the metric.
- **unit**: CloudWatch's, and after the arrow the one that Trimtab calculates in. Percentages become fractions, every latency milliseconds,
  a count or a number of bytes per interval a rate per second. *Busy* devices are counted: SageMaker adds up 0–100 % of every vCPU and GPU,
  so 150 % are 1.5 devices; divide by how many the instance type has.
- **every**: seconds between points.
- **no point**: *0* for counters of events, nothing happened; *unknown* for gauges. *only with* names the counter without which there is
  nothing to measure, so that no point is missed where it is 0. *made of* is what stands in, sums by units, where the inventory names no
  resource that publishes it.
- **455 days**: a dimension of need. Beside the look-back window the hourly points of this statistic are read as far back as CloudWatch
  keeps them, so that a quarter's end outside of the window still votes.
- **read**: *always*, or *when named*: no decision needs it by itself, so it is read only where the policy names it in an SLO, a trigger or
  an alarm; *with* a rung where a tunable of the component may have it: of gp2's volumes.
`;

export const metricsPage = (): string => [INTRODUCTION, ...KINDS.map(sectionOf)].join("\n");

function sectionOf(kind: Kind): string {
  const entries = METRICS[kind];
  const used = new Set(entries.map(({ scope }) => scope));
  const scopes = Object.entries(SCOPES[kind])
    .filter(([scope]) => used.has(scope))
    .map(([scope, dimensions]) => `\`${scope}\` (${dimensions.map((name) => `\`${name}\``).join(", ") || "no dimension"})`);
  const header = ["name", "scope", "CloudWatch", "statistics", "unit", "every", "no point", "455 days", "read"];
  const table = [header, header.map(() => "---"), ...entries.map(rowOf)].map((cells) => `| ${cells.join(" | ")} |`);
  const sources = [...new Set(entries.map(({ source }) => source))].map(
    (source) => `- ${source.startsWith("https:") ? `<${source}>` : `[${source}](${source.replace("docs/", "")})`}`,
  );
  return [`## ${kind}`, "", `Scopes: ${scopes.join(", ")}.`, "", ...table, "", "Defined by:", "", ...sources, ""].join("\n");
}

function rowOf(entry: MetricEntry): readonly string[] {
  const { name, scope, namespace, metricName, dimensions = {}, statistics, cadenceSeconds, headroom, detail, neededWith, engine } = entry;
  const further = Object.entries(dimensions).map(([key, value]) => `, ${key}=${value}`);
  return [
    `\`${name}\``,
    scope,
    `\`${namespace}\` \`${metricName}\`${further.join("")}${engine === undefined ? "" : ` (${engine})`}`,
    statistics.join(", "),
    unitOf(entry),
    String(cadenceSeconds),
    `${absenceOf(entry)}${madeOfText(entry)}`,
    headroom ?? "",
    detail !== true ? "always" : neededWith === undefined ? "when named" : `when named, or with \`${neededWith.rung}\``,
  ];
}

const madeOfText = ({ madeOf }: MetricEntry): string =>
  madeOf === undefined ? "" : `; made of \`${madeOf.counter}\` / \`${madeOf.units}\``;

const unitOf = ({ awsUnit, unit, busy }: MetricEntry): string => `${awsUnit} → ${busy === undefined ? unit : `busy ${busy}s`}`;

const absenceOf = ({ absence, onlyWhile, silentWhileIdle }: MetricEntry): string =>
  absence === "zero"
    ? "0"
    : silentWhileIdle === true
      ? "unknown; silent while idle"
      : onlyWhile === undefined
        ? "unknown"
        : `unknown; only with \`${onlyWhile}\``;
