import type { DynamodbTableConfig } from "@cdktf/provider-aws/lib/dynamodb-table";
import { Fn, TerraformIterator, Token } from "cdktf";
import { type Key, namesIn } from "./key";

/**
 * Blocks of the indexes that a list names at plan time, and of the attributes that these and the table itself are keyed by: DynamoDB
 * refuses a table that declares one without use ("all attributes must be indexed").
 */
export function presentIndexBlocks(
  table: Key,
  indexes: readonly (readonly [name: string, key: Key])[],
  present: readonly string[],
): Pick<DynamodbTableConfig, "attribute" | "globalSecondaryIndex"> {
  const uses = indexes.flatMap(([index, key]) => [...namesIn([key])].map((attribute) => ({ index, attribute })));
  const inUse = Fn.matchkeys(
    uses.map(({ attribute }) => attribute),
    uses.map(({ index }) => index),
    [...present],
  );
  const attribute = TerraformIterator.fromList(Fn.distinct(Fn.concat([[...namesIn([table])], Token.asList(inUse)])));
  const index = TerraformIterator.fromList([...present]);
  const partOf = (part: (key: Key) => string | undefined) =>
    Fn.lookup(Object.fromEntries(indexes.map(([name, key]) => [name, part(key) ?? Token.nullValue()])), index.value);
  return {
    attribute: attribute.dynamic({ name: attribute.value, type: "S" }),
    globalSecondaryIndex: index.dynamic({
      name: index.value,
      hash_key: partOf(({ hashKey }) => hashKey),
      range_key: partOf(({ rangeKey }) => rangeKey),
      projection_type: "ALL",
    }),
  };
}
