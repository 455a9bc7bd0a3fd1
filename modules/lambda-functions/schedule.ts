import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import type { Construct } from "constructs";
import { policyDocument, trustService, useKeyThrough } from "../iam";
import { fitted } from "../naming";
import type { Schedule } from "./props";

export interface ScheduleTarget {
  /** Of the function. */
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly dataKeyArn: string;
  readonly aliasArn: string;
  readonly deadLetterQueueArn: string;
  readonly retries: number;
  readonly maxAgeSeconds: number;
}

/** Of a role and of a schedule (https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html). */
const LONGEST_NAME = 64;
/** EventBridge Scheduler puts in when the call was due, so that a repeated one does the same again. */
const DUE = "<aws.scheduler.scheduled-time>";

/** EventBridge Scheduler calls the alias; what it cannot deliver becomes a dead letter. */
export function scheduleOf(scope: Construct, id: string, schedule: Schedule, target: ScheduleTarget): void {
  const { account, region, dataKeyArn, aliasArn, deadLetterQueueArn } = target;
  const name = fitted(`${target.name}-${id.replaceAll("_", "-")}`, LONGEST_NAME);
  const role = new IamRole(scope, `schedule_${id}_role`, {
    name,
    assumeRolePolicy: trustService("scheduler.amazonaws.com", account),
  });
  const key = { keyArn: dataKeyArn, region } as const;
  const allowed = new IamRolePolicy(scope, `schedule_${id}_permissions`, {
    name: "schedule",
    role: role.id,
    policy: policyDocument([
      { sid: "Call", actions: ["lambda:InvokeFunction"], resources: [aliasArn] },
      { sid: "DeadLetters", actions: ["sqs:SendMessage"], resources: [deadLetterQueueArn] },
      useKeyThrough({ ...key, sid: "DeadLettersKey", service: "sqs", actions: ["kms:Decrypt", "kms:GenerateDataKey"] }),
      useKeyThrough({ ...key, sid: "InputKey", service: "scheduler", actions: ["kms:Decrypt"] }),
    ]),
  });
  new SchedulerSchedule(scope, `schedule_${id}`, {
    name,
    scheduleExpression: schedule.expression,
    scheduleExpressionTimezone: schedule.timeZone ?? "UTC",
    flexibleTimeWindow: { mode: "OFF" },
    kmsKeyArn: dataKeyArn,
    target: {
      arn: aliasArn,
      roleArn: role.arn,
      input: JSON.stringify({ ...schedule.input, time: DUE }),
      retryPolicy: { maximumRetryAttempts: target.retries, maximumEventAgeInSeconds: target.maxAgeSeconds },
      deadLetterConfig: { arn: deadLetterQueueArn },
    },
    dependsOn: [allowed],
  });
}
