import type { TableDescription } from "@aws-sdk/client-dynamodb";
import pLimit from "p-limit";
import { type DeploymentContract, tunablesOf } from "../../../contract";
import type { StreamActivity, StreamConsumer, TableStream } from "../account";
import { reasonOf } from "../aws/failures";
import type { ReaderOptions } from "../aws/reader-options";
import { type Days, daysOf, METRICS_PER_STREAM } from "./activity";
import { layoutOf } from "./layout";
import { ConsumerSession } from "./session";

export interface ConsumerOptions extends Omit<ReaderOptions, "region"> {
  readonly startEpoch: number;
  readonly endEpoch: number;
}

interface Table {
  readonly component: string;
  readonly region: string;
  readonly name: string;
}

const PARALLEL_TABLES = 4;

/**
 * Finds who reads the streams of the tables whose stream can be turned off: event source mappings, pipes, Kinesis destinations,
 * replicas, and calls to GetRecords. What cannot be read is unknown and said so, never taken for none.
 */
export async function readConsumers(
  contract: DeploymentContract,
  { startEpoch, endEpoch, ...options }: ConsumerOptions,
): Promise<Readonly<Record<string, TableStream>>> {
  const tables = tablesOf(contract);
  const sessions = new Map(
    [...new Set(tables.map(({ region }) => region))].map((region) => [region, new ConsumerSession({ ...options, region })]),
  );
  const limit = pLimit(PARALLEL_TABLES);
  const days = daysOf(startEpoch, endEpoch);
  try {
    const read = tables.map((table) =>
      limit(async () => {
        const session = sessions.get(table.region);
        return session === undefined ? [] : [[table.component, await readTable(session, table, days, options.signal)] as const];
      }),
    );
    return Object.fromEntries((await Promise.all(read)).flat());
  } finally {
    limit.clearQueue();
    for (const session of sessions.values()) session.close();
  }
}

/** Metrics that {@link readConsumers} asks CloudWatch for, at most: of a table without a stream there are none. */
export const consumerMetrics = (contract: DeploymentContract): number => tablesOf(contract).length * METRICS_PER_STREAM;

function tablesOf({ components, inventory }: DeploymentContract): readonly Table[] {
  return Object.entries(components).flatMap(([component, definition]) => {
    const of = inventory[component];
    if (definition.kind !== "dynamodb-table" || !tunablesOf(definition).has("stream") || of === undefined) return [];
    const table = of.resources.find(({ scope }) => scope === "table");
    const name = table?.dimensions.TableName;
    return name === undefined ? [] : [{ component, region: table?.region ?? of.region, name }];
  });
}

async function readTable(session: ConsumerSession, { name, region }: Table, days: Days, signal: AbortSignal): Promise<TableStream> {
  const unknown: string[] = [];
  /** @returns undefined where it could not be found out */
  const ask = async <T>(what: string, action: string, question: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await question();
    } catch (error) {
      signal.throwIfAborted();
      unknown.push(`${what}: ${reasonOf(error, action)}`);
      return undefined;
    }
  };
  const description = await ask("the table", "dynamodb:DescribeTable", () => session.table(name));
  const kinesis = await ask("Kinesis destinations", "dynamodb:DescribeKinesisStreamingDestination", () =>
    session.kinesisDestinations(name),
  );
  const stream = description === undefined ? undefined : streamOf(description);
  const consumers: StreamConsumer[] = [...replicasOf(description), ...(kinesis ?? [])];
  const layout = description === undefined ? undefined : layoutOf(description);
  let activity: StreamActivity | undefined;
  if (stream !== undefined && stream !== null) {
    consumers.push(
      ...((await ask("event source mappings", "lambda:ListEventSourceMappings", () => session.functions(stream.arn))) ?? []),
      ...((await ask("pipes", "pipes:ListPipes", () => session.pipesFrom(stream.arn))) ?? []),
    );
    activity = await ask("GetRecords activity", "cloudwatch:GetMetricData", () => session.activity(name, stream.label, days));
  }
  return {
    table: name,
    region,
    ...(stream === undefined ? {} : { stream: stream === null ? null : stream.arn }),
    consumers: consumers.sort((a, b) => (`${a.type} ${a.arn}` < `${b.type} ${b.arn}` ? -1 : 1)),
    ...(activity === undefined ? {} : { activity }),
    ...(layout === undefined ? {} : { layout }),
    unknown,
  };
}

/** @returns null where the table has no stream that is on */
function streamOf({ StreamSpecification, LatestStreamArn, LatestStreamLabel }: TableDescription) {
  if (StreamSpecification?.StreamEnabled !== true || LatestStreamArn === undefined || LatestStreamLabel === undefined) return null;
  return { arn: LatestStreamArn, label: LatestStreamLabel };
}

/** A global table's replicas are fed by its stream. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html */
const replicasOf = (description: TableDescription | undefined): readonly StreamConsumer[] =>
  (description?.Replicas ?? []).map(({ RegionName = "", ReplicaStatus = "", ReplicaArn = "" }) => ({
    type: "replica",
    name: RegionName,
    arn: ReplicaArn,
    state: ReplicaStatus,
  }));
