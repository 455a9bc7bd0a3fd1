import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";

/** What the handlers ask of a bucket. */
export interface ObjectStore {
  put(key: string, value: unknown): Promise<void>;
  get(key: string): Promise<unknown>;
  /** Keys with a prefix, page by page. */
  list(prefix: string): AsyncIterable<readonly string[]>;
}

/** JSON objects in a bucket, encrypted as the bucket says. */
export function bucketStore(client: S3Client, bucket: string): ObjectStore {
  return {
    async put(key, value) {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: JSON.stringify(value), ContentType: "application/json" }));
    },
    async get(key) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return JSON.parse((await Body?.transformToString()) ?? "null");
    },
    async *list(prefix) {
      let token: string | undefined;
      do {
        const page = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }));
        yield (page.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
        token = page.NextContinuationToken;
      } while (token !== undefined);
    },
  };
}
