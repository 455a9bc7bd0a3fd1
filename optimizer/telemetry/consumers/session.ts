import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import {
  DescribeKinesisStreamingDestinationCommand,
  DescribeTableCommand,
  DynamoDBClient,
  type TableDescription,
} from "@aws-sdk/client-dynamodb";
import { LambdaClient, paginateListEventSourceMappings } from "@aws-sdk/client-lambda";
import { PipesClient, paginateListPipes } from "@aws-sdk/client-pipes";
import type { StreamActivity, StreamConsumer } from "../account";
import { clientOptions, watch } from "../aws/client";
import type { ReaderOptions } from "../aws/reader-options";
import { sameWorld } from "../aws/world";
import { type Days, streamActivity } from "./activity";

/** Calls about the readers of tables in one region. */
export class ConsumerSession {
  private readonly dynamodb: DynamoDBClient;
  private readonly lambda: LambdaClient;
  private readonly pipes: PipesClient;
  private readonly cloudWatch: CloudWatchClient;
  private readonly abort: { readonly abortSignal: AbortSignal };

  constructor({ region, patience, timer, signal, source, credentials }: ReaderOptions) {
    const options = clientOptions(region, patience, credentials);
    const common = { patience, timer, beforeAttempt: sameWorld("consumers", source) };
    this.abort = { abortSignal: signal };
    this.dynamodb = new DynamoDBClient(options);
    this.lambda = new LambdaClient(options);
    this.pipes = new PipesClient(options);
    this.cloudWatch = new CloudWatchClient(options);
    watch(this.dynamodb, { ...common, what: `DynamoDB in ${region}` });
    watch(this.lambda, { ...common, what: `Lambda in ${region}` });
    watch(this.pipes, { ...common, what: `EventBridge Pipes in ${region}` });
    watch(this.cloudWatch, { ...common, what: `CloudWatch in ${region}` });
  }

  async table(TableName: string): Promise<TableDescription> {
    const { Table = {} } = await this.dynamodb.send(new DescribeTableCommand({ TableName }), this.abort);
    return Table;
  }

  async functions(EventSourceArn: string): Promise<readonly StreamConsumer[]> {
    const found: StreamConsumer[] = [];
    for await (const page of paginateListEventSourceMappings({ client: this.lambda }, { EventSourceArn })) {
      this.abort.abortSignal.throwIfAborted();
      for (const { FunctionArn = "", State = "" } of page.EventSourceMappings ?? []) {
        found.push({ type: "lambda", name: FunctionArn.split(":").slice(6).join(":"), arn: FunctionArn, state: State });
      }
    }
    return found;
  }

  async pipesFrom(SourcePrefix: string): Promise<readonly StreamConsumer[]> {
    const found: StreamConsumer[] = [];
    for await (const page of paginateListPipes({ client: this.pipes }, { SourcePrefix })) {
      this.abort.abortSignal.throwIfAborted();
      for (const { Name = "", Arn = "", CurrentState = "" } of page.Pipes ?? []) {
        found.push({ type: "pipe", name: Name, arn: Arn, state: CurrentState });
      }
    }
    return found;
  }

  async kinesisDestinations(TableName: string): Promise<readonly StreamConsumer[]> {
    const answer = await this.dynamodb.send(new DescribeKinesisStreamingDestinationCommand({ TableName }), this.abort);
    return (answer.KinesisDataStreamDestinations ?? []).map(({ StreamArn = "", DestinationStatus = "" }) => ({
      type: "kinesis",
      name: StreamArn.split("/").at(-1) ?? "",
      arn: StreamArn,
      state: DestinationStatus,
    }));
  }

  async activity(table: string, streamLabel: string, days: Days): Promise<StreamActivity> {
    return streamActivity(this.cloudWatch, { table, streamLabel, days }, this.abort.abortSignal);
  }

  close(): void {
    for (const client of [this.dynamodb, this.lambda, this.pipes, this.cloudWatch]) client.destroy();
  }
}
