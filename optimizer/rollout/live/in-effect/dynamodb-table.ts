import { DescribeTableCommand, DynamoDBClient, ResourceNotFoundException, type TableDescription } from "@aws-sdk/client-dynamodb";
import type { Resource, TunableValue } from "../../../../contract";
import { clientOptions, DEFAULT_PATIENCE } from "../../../telemetry/aws/client";
import { allOf, dimensionsIn, identifiersIn, type Subject, type Watch } from "./subject";

/** Whether the tables and all their indexes are active, and have what a turn gave them. */
export const watchTables: Watch = (subject) => {
  const client = new DynamoDBClient(clientOptions(subject.region, DEFAULT_PATIENCE));
  const asked = askedOf(subject);
  return () => allOf(asked.map((one) => tableOutstanding(client, one)));
};

/** A table, and what of a turn has to show on it. */
export interface AskedTable {
  readonly table: string;
  /** Whether it is to be there at all. @default true */
  readonly stays?: boolean;
  readonly turned?: { readonly tunable: string; readonly from: TunableValue; readonly to: TunableValue };
}

/**
 * Every table of the component, the first of which is its own. A set of indexes shows on the tables whose indexes it names, a flag that makes
 * another table on that one, everything else on the component's own.
 */
export function askedOf(subject: Pick<Subject, "turn" | "resources">): readonly AskedTable[] {
  const {
    turn: { tunable, delta },
    resources,
  } = subject;
  const [own, ...others] = identifiersIn(subject, "table", "TableName");
  const turned = { tunable, from: delta.from, to: delta.to };
  if (own === undefined) return [];
  if (tunable === "consolidated") return [{ table: own }, ...others.map((table) => ({ table, stays: delta.to === true }))];
  const shown = tunable === "indexes" ? tablesOfIndexes(resources, [...namesIn(delta.from), ...namesIn(delta.to)]) : [own];
  return [own, ...others].map((table) => (shown.includes(table) ? { table, turned } : { table }));
}

const tablesOfIndexes = (resources: readonly Resource[], names: readonly string[]): readonly string[] =>
  dimensionsIn(
    resources.filter(({ name }) => names.includes(name)),
    "index",
    "TableName",
  );

const namesIn = (value: TunableValue): readonly string[] => (Array.isArray(value) ? value : []);

type Turned = NonNullable<AskedTable["turned"]>;
type Check = (seen: TableDescription, turned: Turned) => readonly string[];

const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  [
    "billing_mode",
    ({ BillingModeSummary }, { to }) => {
      // The API leaves it out of a table that was never on demand.
      const mode = BillingModeSummary?.BillingMode ?? "PROVISIONED";
      return mode === to ? [] : [`it is ${mode}, not ${to} yet`];
    },
  ],
  [
    "indexes",
    ({ GlobalSecondaryIndexes = [] }, { from, to }) => {
      const present = GlobalSecondaryIndexes.flatMap(({ IndexName }) => IndexName ?? []);
      const wanted = namesIn(to);
      return [
        ...wanted.filter((name) => !present.includes(name)).map((name) => `it has no index ${name} yet`),
        ...namesIn(from)
          .filter((name) => !wanted.includes(name) && present.includes(name))
          .map((name) => `its index ${name} is still there`),
      ];
    },
  ],
  [
    "stream",
    ({ StreamSpecification }, { to }) => {
      const on = StreamSpecification?.StreamEnabled === true;
      return on === to ? [] : [on ? "its stream is still on" : "its stream is not on yet"];
    },
  ],
]);

/**
 * In effect when the table and every index are ACTIVE and the turned size is what it has; an index that is being deleted is still described.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html
 */
export async function tableOutstanding(client: DynamoDBClient, { table, stays = true, turned }: AskedTable): Promise<readonly string[]> {
  const seen = await describedOrGone(client, table);
  if (!stays) return seen === undefined ? [] : [`${table}: it still exists: ${seen.TableStatus}`];
  if (seen === undefined) return [`there is no table ${table}`];
  const problems = [
    ...(seen.TableStatus === "ACTIVE" ? [] : [`it is ${seen.TableStatus}`]),
    ...(seen.GlobalSecondaryIndexes ?? [])
      .filter(({ IndexStatus }) => IndexStatus !== "ACTIVE")
      .map(({ IndexName, IndexStatus }) => `its index ${IndexName} is ${IndexStatus}`),
    ...(turned === undefined ? [] : (CHECKS.get(turned.tunable)?.(seen, turned) ?? [])),
  ];
  return problems.map((problem) => `${table}: ${problem}`);
}

async function describedOrGone(client: DynamoDBClient, TableName: string): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
