import { variableOf, variablesOf } from "../../contract";
import type { Evidence } from "../evidence";
import type { Assessment } from "../plan/recommendation";
import { assessor } from "./assessment";
import { type ConsolidationParameters, consolidationParameters } from "./consolidation-parameters";
import { pairChecks } from "./table-pair";
import { removalOf } from "./table-removal";

const isConsolidated = ({ current }: Evidence): boolean => current.consolidated === true;

/**
 * Whether two tables can share one, by keys, access patterns and item sizes, for every two of a region; and once a shared table stands,
 * whether those whose items have moved may go.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-general-nosql-design.html
 */
export const dynamodbConsolidation = assessor({
  name: "dynamodb-consolidation",
  parameters: consolidationParameters,
  members: ({ components }) => {
    const tables = Object.entries(components).flatMap(([name, { kind }]) => (kind === "dynamodb-table" ? [name] : []));
    return tables.length < 2 ? [] : tables.sort();
  },
  assess: (tables, p) =>
    tables.some(isConsolidated) ? tables.flatMap((table) => removalOf(table, isConsolidated(table), p) ?? []) : pairs(tables, p),
});

const pairs = (tables: readonly Evidence[], p: ConsolidationParameters): readonly Assessment[] =>
  tables.flatMap((a, i) => tables.slice(i + 1).flatMap((b) => (a.region === b.region ? [pairOf(a, b, p)] : [])));

function pairOf(a: Evidence, b: Evidence, p: ConsolidationParameters): Assessment {
  const checks = pairChecks(a, b, p);
  const failed = checks.filter(({ pass }) => pass === false);
  const unknown = checks.filter(({ pass }) => pass === null);
  const verdict = failed.length > 0 ? "no" : unknown.length > 0 ? "unknown" : "yes";
  const reasons = [...new Set((verdict === "no" ? failed : unknown).map(({ reason }) => reason))].join("; ");
  return {
    rule: "dynamodb-consolidation",
    components: [a.component, b.component],
    question: `one table in place of ${a.component} and ${b.component}`,
    verdict,
    reason:
      verdict === "yes"
        ? "keys, access patterns and item sizes permit it. The same requests are paid for, so it saves a table to run and no dollars that are counted"
        : reasons,
    checks,
    next: verdict === "yes" ? nextSteps(a, b, p) : [],
  };
}

/** What it takes beside the table itself. */
function nextSteps(a: Evidence, b: Evidence, { quietDaysBeforeRemoval }: ConsolidationParameters): readonly string[] {
  const flags = [a, b].flatMap(({ component, definition }) => {
    const variable = variableOf(component, "consolidated", undefined);
    return variablesOf({ [component]: definition }).has(variable) ? [variable] : [];
  });
  const readers = [a, b].flatMap(({ component, stream }) =>
    (stream?.consumers ?? []).map(
      ({ type, name }) => `${type} ${name} reads the changes of ${component}: it needs a filter by key, or it sees both`,
    ),
  );
  return [
    ...(flags.length === 0 ? [] : [`${flags.join(", ")} = true makes the shared table beside them`]),
    "the application writes and reads items under keys that begin with what they are, and its items are copied; no code may Scan either table, for a Scan would read both",
    ...readers,
    `a former table goes after ${quietDaysBeforeRemoval} days without a read or a write`,
  ];
}
