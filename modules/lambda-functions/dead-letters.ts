import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import type { Construct } from "constructs";
import { policyDocument } from "../iam";

/** As long as SQS keeps a message: somebody has to find it. */
const RETENTION_SECONDS = 14 * 86_400;
const DATA_KEY_REUSE_SECONDS = 300;

/** An encrypted queue, over TLS only, for events that a function could not handle. */
export function deadLetterQueue(scope: Construct, name: string, kmsKeyArn: string): SqsQueue {
  const queue = new SqsQueue(scope, "dead_letters", {
    name,
    kmsMasterKeyId: kmsKeyArn,
    kmsDataKeyReusePeriodSeconds: DATA_KEY_REUSE_SECONDS,
    messageRetentionSeconds: RETENTION_SECONDS,
  });
  new SqsQueuePolicy(scope, "dead_letters_policy", {
    queueUrl: queue.url,
    policy: policyDocument([
      {
        sid: "TlsOnly",
        effect: "Deny",
        principals: "*",
        actions: ["sqs:*"],
        resources: [queue.arn],
        conditions: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]),
  });
  return queue;
}
