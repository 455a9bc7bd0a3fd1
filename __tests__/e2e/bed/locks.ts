import { DeleteItemCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { z } from "zod";

/** Where a stack's remote state and its locks are. */
export interface RemoteState {
  /** The emulator's address. */
  readonly url: string;
  readonly bucket: string;
  readonly lockTable: string;
  /** Object key of the state. */
  readonly key: string;
}

/** What Terraform writes down about who holds a lock. */
const holder = (path: string) =>
  JSON.stringify({
    ID: "6f1ed3a1-9d3b-4c1f-9c1e-0d6f5a3f8a10",
    Operation: "OperationTypeApply",
    Info: "",
    Who: "somebody@elsewhere",
    Version: "1.11.4",
    Created: "2026-11-20T06:00:00Z",
    Path: path,
  });

/** The emulator checks no signature, but a request without one is anonymous and may not read a private object. */
const SIGNED = { authorization: "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0" };

async function request(method: string, url: string, body?: string): Promise<Response> {
  const response = await fetch(url, { method, headers: SIGNED, ...(body === undefined ? {} : { body }) });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  return response;
}

/** Locks as another run would hold them: by an item in the DynamoDB table, or by an object beside the state. */
export const LOCKS = {
  "the lock table": {
    hold: ({ url, bucket, lockTable, key }: RemoteState) => withDynamo(url, (client) => client.send(put(lockTable, `${bucket}/${key}`))),
    release: ({ url, bucket, lockTable, key }: RemoteState) =>
      withDynamo(url, (client) => client.send(new DeleteItemCommand({ TableName: lockTable, Key: { LockID: { S: `${bucket}/${key}` } } }))),
  },
  "the lock file": {
    hold: async ({ url, bucket, key }: RemoteState) => {
      await request("PUT", `${url}/${bucket}/${key}.tflock`, holder(`${bucket}/${key}`));
    },
    release: async ({ url, bucket, key }: RemoteState) => {
      await request("DELETE", `${url}/${bucket}/${key}.tflock`);
    },
  },
} as const;

const put = (table: string, lock: string) =>
  new PutItemCommand({ TableName: table, Item: { LockID: { S: lock }, Info: { S: holder(lock) } } });

async function withDynamo(url: string, work: (client: DynamoDBClient) => Promise<unknown>): Promise<void> {
  const client = new DynamoDBClient({ endpoint: url, region: "us-east-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } });
  await work(client);
  client.destroy();
}

const stateSchema = z.looseObject({ serial: z.number(), resources: z.array(z.looseObject({ type: z.string() })) });

/** The state as it lies in the bucket. */
export async function remoteState({ url, bucket, key }: RemoteState): Promise<z.infer<typeof stateSchema>> {
  return stateSchema.parse(await (await request("GET", `${url}/${bucket}/${key}`)).json());
}
