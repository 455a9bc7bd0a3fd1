import type { MetricEntry } from "../metric";
import { COUNT, EVENTS, HIGH, HIGHEST, SECONDS } from "./shapes";

const source = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html";

/** Published while a queue is in use: silent after six idle hours. */
const sqs = { namespace: "AWS/SQS", cadenceSeconds: 60, silentWhileIdle: true, source } as const;
const queue = { ...sqs, scope: "queue" } as const;

export const queueMetrics: readonly MetricEntry[] = [
  { ...queue, ...COUNT, ...HIGH, name: "queue_depth", metricName: "ApproximateNumberOfMessagesVisible" },
  { ...queue, ...SECONDS, ...HIGHEST, name: "queue_age", metricName: "ApproximateAgeOfOldestMessage" },
  { ...queue, ...EVENTS, detail: true, name: "queue_sent", metricName: "NumberOfMessagesSent" },
  { ...queue, ...EVENTS, detail: true, name: "queue_deleted", metricName: "NumberOfMessagesDeleted" },
  {
    ...sqs,
    ...COUNT,
    ...HIGHEST,
    scope: "dead_letter_queue",
    name: "dead_letters",
    metricName: "ApproximateNumberOfMessagesVisible",
  },
];
