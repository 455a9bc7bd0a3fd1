import { Construct } from "constructs";
import { OrderQueue } from "../../modules/order-queue";
import { privateBucket } from "../../modules/private-bucket";
import { tagComponent } from "../foundation";
import type { StagingContext } from "./context";
import { stagingContract } from "./tunables";

/** Of the function's longest run: how long a message stays hidden (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html). */
const HIDDEN_TIMES = 6;
/** Days for which an overwritten or deleted object can be brought back. */
const OLD_VERSION_DAYS = 7;

export interface StagingQueue {
  readonly queue: OrderQueue;
  /** Where the worker keeps orders, and the reports on them. */
  readonly store: { readonly name: string; readonly arn: string };
}

/** Orders that wait for the worker, and the bucket in which it keeps them. */
export function buildQueue({ scope, prefix, names, settings, dataKeyArn, protection }: StagingContext): StagingQueue {
  const queue = new OrderQueue(scope, "order_queue", {
    name: names.queue,
    deadLetterQueueName: names.deadLetterQueue,
    kmsKeyArn: dataKeyArn,
    visibilityTimeoutSeconds: HIDDEN_TIMES * stagingContract.components.queue_worker.tunables.timeout_seconds.max,
  });
  const store = new Construct(scope, "store");
  const { bucket } = privateBucket(store, {
    bucketName: names.store,
    kmsKeyArn: dataKeyArn,
    retention: Object.entries(settings.retentionDays).map(([kind, days]) => ({
      id: kind,
      prefix: `${kind}/`,
      days,
      oldVersionDays: OLD_VERSION_DAYS,
    })),
    protection,
  });
  for (const part of [queue, store]) tagComponent(part, `${prefix}queue_worker`);
  return { queue, store: { name: bucket.bucket, arn: bucket.arn } };
}
