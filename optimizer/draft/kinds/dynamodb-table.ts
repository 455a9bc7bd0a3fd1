import type { Resource } from "../../../contract";
import { choiceOf, type DraftedTunable, fixed, flagOf, type KindDraft, numberIn, textIn } from "../drafted";
import type { PlannedResource } from "../root-module";

const MODES = ["PAY_PER_REQUEST", "PROVISIONED"] as const;

export const dynamodbTable: KindDraft = {
  types: ["aws_dynamodb_table"],
  draft(table) {
    const name = textIn(table.values.name);
    const mode = table.argument("billing_mode");
    const indexes = indexesOf(table);
    return {
      kind: "dynamodb-table",
      address: table.address,
      name: table.name,
      description: `DynamoDB table ${name ?? table.name}`,
      tunables: {
        billing_mode: choiceOf({ ...mode, value: mode.value ?? "PROVISIONED" }, MODES, "How it is paid for"),
        ...capacityOf(table),
        ...(indexes.length === 0 ? {} : { indexes: fixed({ value: indexes, why: "its indexes are blocks of the resource" }) }),
        ...(table.argument("stream_enabled").variable === undefined
          ? {}
          : { stream: flagOf(table.argument("stream_enabled"), "Its stream") }),
      },
      resources: name === undefined ? [] : resourcesOf(name, indexes),
      ...(name === undefined ? { unknown: "the table's name is known after its first apply only" } : {}),
    };
  },
};

function indexesOf({ values: { global_secondary_index: blocks } }: PlannedResource): readonly string[] {
  if (!Array.isArray(blocks)) return [];
  return blocks
    .flatMap((block: unknown) => (typeof block === "object" && block !== null && "name" in block ? [String(block.name)] : []))
    .sort();
}

/** What it is provisioned with, and would be again: no rule turns it, autoscaling does. */
function capacityOf(table: PlannedResource): Readonly<Record<string, DraftedTunable>> {
  return Object.fromEntries(
    (["read", "write"] as const).flatMap((direction) => {
      const { value } = table.argument(`${direction}_capacity`);
      const units = numberIn(value);
      if (units === undefined || units === 0) return [];
      const why = "no rule turns it";
      return [
        [`${direction}_min_capacity`, fixed({ value: units, why })],
        [`${direction}_max_capacity`, fixed({ value: units, why })],
      ] as const;
    }),
  );
}

const resourcesOf = (table: string, indexes: readonly string[]): readonly Resource[] => [
  { scope: "table", name: "table", dimensions: { TableName: table } },
  ...indexes.map((index) => ({ scope: "index", name: index, dimensions: { TableName: table, GlobalSecondaryIndexName: index } })),
];
