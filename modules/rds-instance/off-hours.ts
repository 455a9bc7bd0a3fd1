import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule";
import { Op, Token } from "cdktf";
import type { Construct } from "constructs";
import { policyDocument, trustService } from "../iam";
import { type OffHoursProps, onceWhereSet } from "../off-hours";
import { isSchedulable, schedulerExpression } from "./cron";

interface Instance {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly readReplicas: number;
  readonly offHours: OffHoursProps;
}

const ACTIONS = [
  { field: "stop", call: "stopDBInstance", action: "rds:StopDBInstance" },
  { field: "start", call: "startDBInstance", action: "rds:StartDBInstance" },
] as const;

/** Minutes that a call may come late; later, somebody is at work already. */
const FLEXIBLE_MINUTES = 5;

/** EventBridge Scheduler calls RDS itself, so that no code has to run (https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html). */
export function offHoursOf(scope: Construct, { name, account, region, readReplicas, offHours }: Instance): void {
  const instanceArn = `arn:aws:rds:${region}:${account}:db:${name}`;
  const role = new IamRole(scope, "off_hours_role", {
    name: `${name}-off-hours`,
    assumeRolePolicy: trustService("scheduler.amazonaws.com", account),
  });
  const permission = new IamRolePolicy(scope, "off_hours_policy", {
    role: role.id,
    name: "stop-and-start",
    policy: policyDocument([{ sid: "OffHours", actions: ACTIONS.map(({ action }) => action), resources: [instanceArn] }]),
  });
  for (const { field, call } of ACTIONS) {
    const cron = offHours[field];
    new SchedulerSchedule(scope, `off_hours_${field}`, {
      count: onceWhereSet(cron),
      name: `${name}-${field}`,
      description: `Off-hours of ${name}: ${field}`,
      scheduleExpression: schedulerExpression(cron),
      scheduleExpressionTimezone: offHours.timeZone,
      flexibleTimeWindow: { mode: "FLEXIBLE", maximumWindowInMinutes: FLEXIBLE_MINUTES },
      target: {
        arn: `arn:aws:scheduler:::aws-sdk:rds:${call}`,
        roleArn: role.arn,
        input: JSON.stringify({ DbInstanceIdentifier: name }),
      },
      lifecycle: { precondition: refusals(field, cron, readReplicas) },
      dependsOn: [permission],
    });
  }
}

/** Terraform takes no condition that depends on nothing; what is known at synth has been judged there. */
function refusals(field: string, cron: string, readReplicas: number) {
  const noReplica = {
    condition: Token.asAny(Op.lt(readReplicas, 1)),
    errorMessage: "RDS stops no instance that has read replicas: set their number to 0 before the off-hours.",
  };
  const expressible = {
    condition: isSchedulable(cron),
    errorMessage: `EventBridge Scheduler cannot express this ${field} time: name days of the month or of the week, not both, and weekdays without steps.`,
  };
  return [...(Token.isUnresolved(readReplicas) ? [noReplica] : []), ...(Token.isUnresolved(cron) ? [expressible] : [])];
}
