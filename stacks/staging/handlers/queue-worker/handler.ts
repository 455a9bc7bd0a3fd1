import { S3Client } from "@aws-sdk/client-s3";
import * as z from "zod/mini";
import { read } from "../input";
import { log } from "../log";
import { bucketStore } from "../object-store";
import { work } from "./work";

const { BUCKET } = read("the environment", z.object({ BUCKET: z.string().check(z.minLength(3)) }), process.env);
const store = bucketStore(new S3Client({}), BUCKET);

/** Takes batches of SQS messages. */
export const handler = (event: unknown) => work(event, { store, log });
