import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import * as z from "zod/mini";
import { read } from "../input";
import { seedOrders } from "./seed";

const { QUEUE_URL } = read("the environment", z.object({ QUEUE_URL: z.url() }), process.env);
const client = new SQSClient({});

/** `{ time, count?, seed? }` */
export const handler = (event: unknown) =>
  seedOrders(event, {
    async send(messages) {
      const Entries = messages.map(({ id, body }) => ({ Id: id, MessageBody: body }));
      const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: QUEUE_URL, Entries }));
      return Failed.flatMap(({ Id }) => (Id === undefined ? [] : [Id]));
    },
  });
