import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { clientOptions, DEFAULT_PATIENCE } from "../../../telemetry/aws/client";
import { tableIsActive } from "../capacities";
import { allOf, identifiersIn, type Watch } from "./subject";

/** Whether the tables and all their indexes are active. */
export const watchTables: Watch = (subject) => {
  const client = new DynamoDBClient(clientOptions(subject.region, DEFAULT_PATIENCE));
  const tables = identifiersIn(subject, "table", "TableName");
  return () =>
    allOf(
      tables.map(async (table) => ((await tableIsActive(client, table)) ? [] : [`table ${table} or one of its indexes is not active`])),
    );
};
