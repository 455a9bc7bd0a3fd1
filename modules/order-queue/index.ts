import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { SqsQueueRedriveAllowPolicy } from "@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy";
import { Construct } from "constructs";
import { policyDocument, type Statement } from "../iam";
import { between, matches, prop, validateAllProps } from "../validation";

const DAY_SECONDS = 86_400;
const DEFAULTS = {
  visibilityTimeoutSeconds: 30,
  retentionDays: 4,
  deadLetterRetentionDays: 14,
  maxReceives: 5,
  dataKeyReuseSeconds: 300,
} as const;

export interface OrderQueueProps {
  /** Of the queue: 1 to 80 letters, digits, dashes and underscores. */
  readonly name: string;
  /** Of the queue for dead letters; another name than the queue's. */
  readonly deadLetterQueueName: string;
  /** Encrypts the messages of both queues. */
  readonly kmsKeyArn: string;
  /** How long a received message stays hidden from other consumers, 0 to 43200 seconds. @default 30 */
  readonly visibilityTimeoutSeconds?: number;
  /** Days that an unread message is kept, 1 to 14. @default 4 */
  readonly retentionDays?: number;
  /** Days that a dead letter is kept, 1 to 14; longer than the queue's own, as a message keeps its age. @default 14 */
  readonly deadLetterRetentionDays?: number;
  /** Receives after which a message counts as dead, 1 to 1000. @default 5 */
  readonly maxReceives?: number;
}

/**
 * An encrypted SQS queue that takes messages over TLS only, with a queue for those that nobody can process.
 * @throws InputError with every problem of its props
 */
export class OrderQueue extends Construct {
  /** Of the queue. */
  readonly queueArn: string;
  /** Where clients send to and receive from. */
  readonly queueUrl: string;
  /** Of the queue for dead letters. */
  readonly deadLetterQueueArn: string;

  constructor(scope: Construct, id: string, props: OrderQueueProps) {
    const retentionDays = props.retentionDays ?? DEFAULTS.retentionDays;
    const deadLetterRetentionDays = props.deadLetterRetentionDays ?? DEFAULTS.deadLetterRetentionDays;
    const name = matches(/^[\w-]{1,80}$/);
    validateAllProps(scope, id, [
      prop("name", props.name, name, "1 to 80 letters, digits, dashes and underscores"),
      prop("deadLetterQueueName", props.deadLetterQueueName, name, "1 to 80 letters, digits, dashes and underscores"),
      prop("deadLetterQueueName", props.deadLetterQueueName, (dead) => dead !== props.name, "another name than the queue's"),
      prop("visibilityTimeoutSeconds", props.visibilityTimeoutSeconds, between(0, 43_200), "0 to 43200 seconds"),
      prop("retentionDays", props.retentionDays, between(1, 14), "1 to 14 days"),
      prop("deadLetterRetentionDays", deadLetterRetentionDays, between(retentionDays, 14), `${retentionDays} to 14 days`),
      prop("maxReceives", props.maxReceives, between(1, 1000), "1 to 1000 receives"),
    ]);
    super(scope, id);

    const encryption = { kmsMasterKeyId: props.kmsKeyArn, kmsDataKeyReusePeriodSeconds: DEFAULTS.dataKeyReuseSeconds };
    const dead = new SqsQueue(this, "dead_letters", {
      ...encryption,
      name: props.deadLetterQueueName,
      messageRetentionSeconds: deadLetterRetentionDays * DAY_SECONDS,
    });
    const queue = new SqsQueue(this, "queue", {
      ...encryption,
      name: props.name,
      messageRetentionSeconds: retentionDays * DAY_SECONDS,
      visibilityTimeoutSeconds: props.visibilityTimeoutSeconds ?? DEFAULTS.visibilityTimeoutSeconds,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: props.maxReceives ?? DEFAULTS.maxReceives }),
    });
    new SqsQueueRedriveAllowPolicy(this, "redrive", {
      queueUrl: dead.url,
      redriveAllowPolicy: JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [queue.arn] }),
    });
    new SqsQueuePolicy(this, "policy", { queueUrl: queue.url, policy: policyDocument([tlsOnly(queue.arn)]) });
    new SqsQueuePolicy(this, "dead_letter_policy", { queueUrl: dead.url, policy: policyDocument([tlsOnly(dead.arn)]) });
    this.queueArn = queue.arn;
    this.queueUrl = queue.url;
    this.deadLetterQueueArn = dead.arn;
  }

  /** What a producer and consumer of the queue needs; its key's use comes with the key. */
  get useStatement(): Statement {
    return {
      sid: "OrderQueue",
      actions: [
        "sqs:SendMessage",
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:ChangeMessageVisibility",
        "sqs:GetQueueAttributes",
        "sqs:GetQueueUrl",
      ],
      resources: [this.queueArn],
    };
  }
}

const tlsOnly = (arn: string): Statement => ({
  sid: "TlsOnly",
  effect: "Deny",
  principals: "*",
  actions: ["sqs:*"],
  resources: [arn],
  conditions: { Bool: { "aws:SecureTransport": "false" } },
});
