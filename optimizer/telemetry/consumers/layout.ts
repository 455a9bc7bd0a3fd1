import type { AttributeDefinition, KeySchemaElement, TableDescription } from "@aws-sdk/client-dynamodb";
import type { KeyAttribute, TableLayout } from "../account";

/**
 * Keys and contents of a table as DescribeTable tells them; an index that is being deleted is none.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html
 * @returns undefined where the description leaves any of it out
 */
export function layoutOf({
  KeySchema,
  AttributeDefinitions = [],
  GlobalSecondaryIndexes = [],
  ItemCount,
  TableSizeBytes,
}: TableDescription): TableLayout | undefined {
  const key = keyOf(KeySchema, AttributeDefinitions);
  const indexes = GlobalSecondaryIndexes.filter(({ IndexStatus }) => IndexStatus !== "DELETING").map(
    (index) => [index.IndexName, keyOf(index.KeySchema, AttributeDefinitions)] as const,
  );
  if (key === undefined || ItemCount === undefined || TableSizeBytes === undefined) return undefined;
  const known = indexes.flatMap(([name, attributes]) =>
    name === undefined || attributes === undefined ? [] : [[name, attributes] as const],
  );
  if (known.length < indexes.length) return undefined;
  return { key, indexes: Object.fromEntries(known), items: ItemCount, bytes: TableSizeBytes };
}

/** @returns undefined where there is none, or an attribute of it is not defined */
function keyOf(
  schema: readonly KeySchemaElement[] | undefined,
  definitions: readonly AttributeDefinition[],
): readonly KeyAttribute[] | undefined {
  if (schema === undefined) return undefined;
  const attributes = schema.flatMap(({ AttributeName: name }) => {
    const type = definitions.find(({ AttributeName }) => AttributeName === name)?.AttributeType;
    return name === undefined || (type !== "S" && type !== "N" && type !== "B") ? [] : [{ name, type }];
  });
  return attributes.length === schema.length ? attributes : undefined;
}
