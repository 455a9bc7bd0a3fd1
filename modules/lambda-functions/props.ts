import { existsSync } from "node:fs";
import { isAbsolute } from "node:path";
import type { Construct } from "constructs";
import { between, matches, prop, validateAllProps } from "../validation";

/** Sizes may be tokens of Terraform variables. */
export interface LambdaFunctionProps {
  /** Of the function, its role and its dead-letter queue. */
  readonly name: string;
  /** For people, in the console. */
  readonly description: string;
  /** Twelve digits. */
  readonly account: string;
  /** Region of the function. */
  readonly region: string;
  /** Absolute path of the TypeScript file that exports `handler`. */
  readonly entry: string;
  /** Variables that the code finds in its environment. @default none */
  readonly environment?: Readonly<Record<string, string>>;

  /** 128 to 10240 MB. */
  readonly memoryMb: number;
  /** 1 to 900 seconds. */
  readonly timeoutSeconds: number;
  /** Concurrent runs that are kept for this function and that it cannot exceed; 0 stops it. */
  readonly reservedConcurrency: number;
  /** Environments that are kept initialised for the alias; at most the reserved ones. */
  readonly provisionedConcurrency: number;

  /** KMS key of the environment's variables, the dead letters and the schedules' inputs. */
  readonly dataKeyArn: string;
  /** KMS key of the log group, which CloudWatch Logs may use. */
  readonly logKeyArn: string;
  /** Days that logs are kept, one of CloudWatch Logs' retentions. @default 90 */
  readonly logRetentionDays?: number;
  /** Where the function reaches private addresses. @default outside any VPC */
  readonly vpc?: { readonly subnetIds: readonly string[]; readonly securityGroupIds: readonly string[] };
  /** Version of the Lambda Insights extension in the region: without it nothing is known of memory, which is then never turned down. @default none */
  readonly insightsLayerArn?: string;
  /** Further attempts at an asynchronous event before it becomes a dead letter, 0 to 2. @default 2 */
  readonly asyncRetries?: number;
  /** Age at which an asynchronous event becomes a dead letter, 60 to 21600 seconds. @default 21600 */
  readonly asyncMaxAgeSeconds?: number;
}

/** An SQS queue that the function works off. */
export interface QueueSource {
  /** The queue. */
  readonly queueArn: string;
  /** KMS key that encrypts its messages. */
  readonly keyArn: string;
  /** Messages per run, 1 to 10000; more than 10 need a batching window. @default 10 */
  readonly batchSize?: number;
  /** Seconds to wait for a full batch, 0 to 300. @default 0 */
  readonly batchingWindowSeconds?: number;
  /** Most concurrent runs for this queue, 2 to 1000; below the reserved concurrency, or messages are thrown back. @default no limit */
  readonly maxConcurrency?: number;
}

/** When EventBridge Scheduler calls the function. */
export interface Schedule {
  /** `rate(1 hour)`, or `cron(…)` with six fields. */
  readonly expression: string;
  /** IANA time zone of a cron expression. @default "UTC" */
  readonly timeZone?: string;
  /** The event, beside `time`: when the call was due. @default nothing else */
  readonly input?: Readonly<Record<string, string | number | boolean>>;
}

/** @throws InputError with every problem of the properties */
export function validateFunctionProps(scope: Construct, id: string, props: LambdaFunctionProps): void {
  const { reservedConcurrency } = props;
  validateAllProps(scope, id, [
    prop("name", props.name, matches(/^[A-Za-z0-9_-]{1,64}$/), "1 to 64 letters, digits, dashes and underscores"),
    prop("account", props.account, matches(/^\d{12}$/), "twelve digits"),
    prop("entry", props.entry, (entry) => isAbsolute(entry) && existsSync(entry), "the absolute path of a file"),
    prop("memoryMb", props.memoryMb, between(128, 10_240), "128 to 10240 MB"),
    prop("timeoutSeconds", props.timeoutSeconds, between(1, 900), "1 to 900 seconds"),
    prop("reservedConcurrency", reservedConcurrency, (runs) => runs >= 0, "0 or more runs"),
    prop("provisionedConcurrency", props.provisionedConcurrency, (environments) => environments >= 0, "0 or more environments"),
    prop(
      "provisionedConcurrency",
      props.provisionedConcurrency,
      (environments) => typeof reservedConcurrency !== "number" || environments <= reservedConcurrency,
      `at most reservedConcurrency, which is ${reservedConcurrency}`,
    ),
    prop("logRetentionDays", props.logRetentionDays, (days) => days >= 1, "at least 1 day"),
    prop("vpc", props.vpc, (vpc) => vpc.subnetIds.length > 0 && vpc.securityGroupIds.length > 0, "a subnet and a security group"),
    prop(
      "insightsLayerArn",
      props.insightsLayerArn,
      matches(/:layer:LambdaInsightsExtension(-Arm64)?:\d+$/),
      "the ARN of a layer's version",
    ),
    prop("asyncRetries", props.asyncRetries, between(0, 2), "0 to 2 retries"),
    prop("asyncMaxAgeSeconds", props.asyncMaxAgeSeconds, between(60, 21_600), "60 to 21600 seconds"),
  ]);
}

/** @throws InputError with every problem of the source */
export function validateQueueSource(scope: Construct, id: string, source: QueueSource): void {
  const windowSeconds = source.batchingWindowSeconds ?? 0;
  validateAllProps(scope, id, [
    prop("batchSize", source.batchSize, between(1, windowSeconds > 0 ? 10_000 : 10), "1 to 10 messages, to 10000 with a batching window"),
    prop("batchingWindowSeconds", source.batchingWindowSeconds, between(0, 300), "0 to 300 seconds"),
    prop("maxConcurrency", source.maxConcurrency, between(2, 1000), "2 to 1000 runs"),
  ]);
}

/** @throws InputError with every problem of the schedule */
export function validateSchedule(scope: Construct, id: string, { expression, input }: Schedule): void {
  const expected = "rate(…), cron(…) with six fields, or at(…)";
  const names = Object.keys(input ?? {});
  validateAllProps(scope, id, [
    prop("expression", expression, matches(/^(rate\(\d+ (minute|hour|day)s?\)|cron\((\S+ ){5}\S+\)|at\(\S+\))$/), expected),
    prop("input", names, (all) => !all.includes("time"), "names beside `time`, which the schedule gives"),
  ]);
}
