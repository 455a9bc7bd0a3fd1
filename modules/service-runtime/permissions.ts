import { type Statement, sessionManager } from "../iam";

export interface PermissionScope {
  readonly account: string;
  readonly region: string;
  readonly logGroupName: string;
  /** Name pattern of the groups whose instances may report their own health: `trading-order-service-*`. */
  readonly groupNamePattern: string;
  readonly artifactUri: string;
}

/** What every instance may do; `*` stands only where AWS knows no resource for the action (Service Authorization Reference). */
export function instancePermissions(scope: PermissionScope): readonly Statement[] {
  const { account, region } = scope;
  return [
    ...sessionManager(scope),
    {
      sid: "AgentMetrics",
      actions: ["cloudwatch:PutMetricData"],
      resources: ["*"],
      conditions: { StringEquals: { "cloudwatch:namespace": "CWAgent" } },
    },
    { sid: "AgentGroupName", actions: ["ec2:DescribeTags"], resources: ["*"] },
    {
      sid: "ServiceLogs",
      actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      resources: [`arn:aws:logs:${region}:${account}:log-group:${scope.logGroupName}:*`],
    },
    {
      sid: "Traces",
      actions: [
        "xray:GetSamplingRules",
        "xray:GetSamplingStatisticSummaries",
        "xray:GetSamplingTargets",
        "xray:PutTelemetryRecords",
        "xray:PutTraceSegments",
      ],
      resources: ["*"],
    },
    {
      sid: "OwnHealth",
      actions: ["autoscaling:SetInstanceHealth"],
      resources: [`arn:aws:autoscaling:${region}:${account}:autoScalingGroup:*:autoScalingGroupName/${scope.groupNamePattern}`],
    },
    ...artifactPermissions(scope.artifactUri),
  ];
}

function artifactPermissions(artifactUri: string): readonly Statement[] {
  if (artifactUri === "") return [];
  return [{ sid: "Artifact", actions: ["s3:GetObject"], resources: [artifactUri.replace("s3://", "arn:aws:s3:::")] }];
}
