import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient, paginateListVersionsByFunction } from "@aws-sdk/client-lambda";
import { clientOptions, watch } from "../aws/client";
import type { ReaderOptions } from "../aws/reader-options";
import { sameWorld } from "../aws/world";

/** Calls about since when something exists, in one region. Times are UTC epoch milliseconds; NaN where an answer tells none. */
export class ExistenceSession {
  private readonly dynamodb: DynamoDBClient;
  private readonly lambda: LambdaClient;
  private readonly abort: { readonly abortSignal: AbortSignal };

  constructor({ region, patience, timer, signal, source, credentials }: ReaderOptions) {
    const options = clientOptions(region, patience, credentials);
    const common = { patience, timer, beforeAttempt: sameWorld("resources", source) };
    this.abort = { abortSignal: signal };
    this.dynamodb = new DynamoDBClient(options);
    this.lambda = new LambdaClient(options);
    watch(this.dynamodb, { ...common, what: `DynamoDB in ${region}` });
    watch(this.lambda, { ...common, what: `Lambda in ${region}` });
  }

  async table(TableName: string): Promise<number> {
    const { Table } = await this.dynamodb.send(new DescribeTableCommand({ TableName }), this.abort);
    return Table?.CreationDateTime?.getTime() ?? Number.NaN;
  }

  /**
   * A published version never changes, and goes with its function: the oldest one tells the least age of the function.
   * https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html
   */
  async lambdaFunction(FunctionName: string): Promise<number> {
    const changed: number[] = [];
    for await (const page of paginateListVersionsByFunction({ client: this.lambda }, { FunctionName })) {
      this.abort.abortSignal.throwIfAborted();
      for (const { LastModified = "" } of page.Versions ?? []) changed.push(Date.parse(LastModified));
    }
    return changed.length === 0 ? Number.NaN : Math.min(...changed);
  }

  close(): void {
    for (const client of [this.dynamodb, this.lambda]) client.destroy();
  }
}
