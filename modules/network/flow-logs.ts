import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { policyDocument, trustService } from "../iam";
import { fitted } from "../naming";

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const LONGEST_ROLE_NAME = 64;

export interface FlowLogsProps {
  readonly name: string;
  readonly vpcId: string;
  readonly account: string;
  readonly logKeyArn: string;
  readonly retentionDays: number;
}

/** Accepted and rejected traffic of a VPC, by the minute, in an encrypted log group. */
export class FlowLogs extends Construct {
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const name = `${props.name}-flow-logs`;
    const group = new CloudwatchLogGroup(this, "group", {
      name: `/vpc/${name}`,
      retentionInDays: props.retentionDays,
      kmsKeyId: props.logKeyArn,
    });
    const role = new IamRole(this, "role", {
      name: fitted(name, LONGEST_ROLE_NAME),
      assumeRolePolicy: trustService("vpc-flow-logs.amazonaws.com", props.account),
    });
    const permission = new IamRolePolicy(this, "permission", {
      name: "write-flow-logs",
      role: role.id,
      policy: policyDocument([
        {
          actions: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
          resources: [group.arn, `${group.arn}:*`],
        },
        { actions: ["logs:DescribeLogGroups"], resources: ["*"] },
      ]),
    });
    new FlowLog(this, "log", {
      vpcId: props.vpcId,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: group.arn,
      iamRoleArn: role.arn,
      maxAggregationInterval: 60,
      tags: { Name: name },
      dependsOn: [permission],
    });
    this.logGroupName = group.name;
  }
}
