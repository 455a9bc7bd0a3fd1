import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LambdaAlias } from "@cdktf/provider-aws/lib/lambda-alias";
import { LambdaEventSourceMapping } from "@cdktf/provider-aws/lib/lambda-event-source-mapping";
import { LambdaFunction as Function_ } from "@cdktf/provider-aws/lib/lambda-function";
import { LambdaFunctionEventInvokeConfig } from "@cdktf/provider-aws/lib/lambda-function-event-invoke-config";
import { LambdaProvisionedConcurrencyConfig } from "@cdktf/provider-aws/lib/lambda-provisioned-concurrency-config";
import { Fn, Op, TerraformCount, type TerraformMetaArguments, Token } from "cdktf";
import { Construct } from "constructs";
import { policyDocument, type Statement, useKeyThrough } from "../iam";
import { bundle, codeAsset, HANDLER, RUNTIME } from "./code";
import { deadLetterQueue } from "./dead-letters";
import { functionPermissions } from "./permissions";
import {
  type LambdaFunctionProps,
  type QueueSource,
  type Schedule,
  validateFunctionProps,
  validateQueueSource,
  validateSchedule,
} from "./props";
import { scheduleOf } from "./schedule";

const DEFAULTS = { logRetentionDays: 90, asyncRetries: 2, asyncMaxAgeSeconds: 21_600, batchSize: 10, batchingWindowSeconds: 0 } as const;
/** Callers name it; it points to the newest published version. */
const ALIAS = "live";

/**
 * A function whose callers reach a published version by an alias, with environments kept ready for it.
 * @throws InputError with every problem of its props
 */
export class LambdaFunction extends Construct {
  /** Of the function; callers name the alias instead. */
  readonly functionName: string;
  /** What callers name: of the alias. */
  readonly aliasArn: string;
  /** Points to the newest published version. */
  readonly aliasName = ALIAS;
  /** Role of the code. */
  readonly roleArn: string;
  /** Of the code's logs. */
  readonly logGroupName: string;
  /** Where asynchronous events and schedules end that could not be handled. */
  readonly deadLetterQueueArn: string;
  private readonly role: IamRole;
  private readonly props: LambdaFunctionProps;

  constructor(scope: Construct, id: string, props: LambdaFunctionProps) {
    validateFunctionProps(scope, id, props);
    super(scope, id);
    this.props = props;
    const logs = new CloudwatchLogGroup(this, "logs", {
      name: `/aws/lambda/${props.name}`,
      retentionInDays: props.logRetentionDays ?? DEFAULTS.logRetentionDays,
      kmsKeyId: props.logKeyArn,
    });
    const dead = deadLetterQueue(this, `${props.name}-dead-letters`, props.dataKeyArn);
    // No source condition: AWS documents none that Lambda sends when it takes on a role.
    this.role = new IamRole(this, "role", {
      name: props.name,
      assumeRolePolicy: policyDocument([{ actions: ["sts:AssumeRole"], principals: { Service: ["lambda.amazonaws.com"] } }]),
    });
    const permissions = this.allow("function", functionPermissions(props, logs.arn, dead.arn));
    const published = this.publish(logs, dead.arn, permissions);
    const alias = new LambdaAlias(this, "alias", {
      name: ALIAS,
      functionName: published.functionName,
      functionVersion: published.version,
      description: "The newest published version",
    });
    new LambdaProvisionedConcurrencyConfig(this, "provisioned", {
      // Lambda takes 1 or more, and Terraform judges the number even where the count is 0.
      count: TerraformCount.of(Fn.min([1, props.provisionedConcurrency])),
      functionName: alias.functionName,
      qualifier: alias.name,
      provisionedConcurrentExecutions: Fn.max([1, props.provisionedConcurrency]),
    });
    new LambdaFunctionEventInvokeConfig(this, "async", {
      functionName: alias.functionName,
      qualifier: alias.name,
      maximumRetryAttempts: props.asyncRetries ?? DEFAULTS.asyncRetries,
      maximumEventAgeInSeconds: props.asyncMaxAgeSeconds ?? DEFAULTS.asyncMaxAgeSeconds,
    });
    this.functionName = published.functionName;
    this.aliasArn = alias.arn;
    this.roleArn = this.role.arn;
    this.logGroupName = logs.name;
    this.deadLetterQueueArn = dead.arn;
  }

  /** What the code itself may do, beside logs, traces and dead letters. */
  allow(id: string, statements: readonly Statement[]): IamRolePolicy {
    return new IamRolePolicy(this, `allow_${id}`, {
      name: id.replaceAll("_", "-"),
      role: this.role.id,
      policy: policyDocument(statements),
    });
  }

  /**
   * Works off a queue. The handler reports the messages that failed, and only these come again; the queue hides a message for at
   * least as long as a run may take, and gives up on it by its own dead-letter queue.
   * @throws InputError with every problem of the source
   */
  consume(id: string, source: QueueSource): void {
    validateQueueSource(this, id, source);
    const { queueArn, keyArn, maxConcurrency } = source;
    const allowed = this.allow(id, [
      { sid: "Queue", actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], resources: [queueArn] },
      useKeyThrough({ sid: "QueueKey", keyArn, service: "sqs", region: this.props.region, actions: ["kms:Decrypt"] }),
    ]);
    new LambdaEventSourceMapping(this, `source_${id}`, {
      functionName: this.aliasArn,
      eventSourceArn: queueArn,
      batchSize: source.batchSize ?? DEFAULTS.batchSize,
      maximumBatchingWindowInSeconds: source.batchingWindowSeconds ?? DEFAULTS.batchingWindowSeconds,
      functionResponseTypes: ["ReportBatchItemFailures"],
      ...(maxConcurrency === undefined ? {} : { scalingConfig: { maximumConcurrency: maxConcurrency } }),
      dependsOn: [allowed],
    });
  }

  /**
   * Calls the function at fixed times, with the time at which it was due.
   * @throws InputError with every problem of the schedule
   */
  schedule(id: string, schedule: Schedule): void {
    validateSchedule(this, id, schedule);
    scheduleOf(this, id, schedule, {
      ...this.props,
      aliasArn: this.aliasArn,
      deadLetterQueueArn: this.deadLetterQueueArn,
      maxAgeSeconds: this.props.asyncMaxAgeSeconds ?? DEFAULTS.asyncMaxAgeSeconds,
      retries: this.props.asyncRetries ?? DEFAULTS.asyncRetries,
    });
  }

  private publish(logs: CloudwatchLogGroup, deadLetterQueueArn: string, permissions: IamRolePolicy): Function_ {
    const { props } = this;
    const code = bundle(props.entry);
    return new Function_(this, "function", {
      functionName: props.name,
      description: props.description,
      role: this.role.arn,
      filename: codeAsset(this, "code", code).path,
      sourceCodeHash: code.sha256,
      handler: HANDLER,
      runtime: RUNTIME,
      memorySize: props.memoryMb,
      timeout: props.timeoutSeconds,
      reservedConcurrentExecutions: props.reservedConcurrency,
      publish: true,
      kmsKeyArn: props.dataKeyArn,
      ...(props.environment === undefined ? {} : { environment: { variables: { ...props.environment } } }),
      tracingConfig: { mode: "Active" },
      deadLetterConfig: { targetArn: deadLetterQueueArn },
      loggingConfig: { logFormat: "JSON", logGroup: logs.name },
      ...(props.vpc === undefined
        ? {}
        : { vpcConfig: { subnetIds: [...props.vpc.subnetIds], securityGroupIds: [...props.vpc.securityGroupIds] } }),
      ...(props.insightsLayerArn === undefined ? {} : { layers: [props.insightsLayerArn] }),
      dependsOn: [permissions],
      ...concurrencyPrecondition(props),
    });
  }
}

/** Terraform refuses a condition of literals, which the properties' own validation has judged already. */
function concurrencyPrecondition({ name, provisionedConcurrency, reservedConcurrency }: LambdaFunctionProps): TerraformMetaArguments {
  if (!Token.isUnresolved(provisionedConcurrency) && !Token.isUnresolved(reservedConcurrency)) return {};
  const condition = Op.lte(provisionedConcurrency, reservedConcurrency);
  const errorMessage = `${name}: provisioned concurrency may not be greater than reserved concurrency.`;
  return { lifecycle: { precondition: [{ condition, errorMessage }] } };
}
