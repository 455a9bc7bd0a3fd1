import { S3Client } from "@aws-sdk/client-s3";
import * as z from "zod/mini";
import { read } from "../input";
import { bucketStore } from "../object-store";
import { reportDay } from "./report";

const { BUCKET } = read("the environment", z.object({ BUCKET: z.string().check(z.minLength(3)) }), process.env);
const store = bucketStore(new S3Client({}), BUCKET);

/** `{ time, day? }` */
export const handler = (event: unknown) => reportDay(event, store);
