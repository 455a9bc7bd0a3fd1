import { type Statement, useKeyThrough } from "../iam";
import type { LambdaFunctionProps } from "./props";

const INTERFACE_ACTIONS = [
  "ec2:CreateNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:DeleteNetworkInterface",
  "ec2:AssignPrivateIpAddresses",
  "ec2:UnassignPrivateIpAddresses",
] as const;

const INSIGHTS_LOGS = "/aws/lambda-insights";

/** Of the function, before it exists. */
export const functionArn = ({ name, account, region }: Pick<LambdaFunctionProps, "name" | "account" | "region">): string =>
  `arn:aws:lambda:${region}:${account}:function:${name}`;

/** What every function may do; `*` stands only where AWS knows no resource for the action (Service Authorization Reference). */
export function functionPermissions(props: LambdaFunctionProps, logGroupArn: string, deadLetterQueueArn: string): readonly Statement[] {
  const { region, dataKeyArn } = props;
  const key = { keyArn: dataKeyArn, region } as const;
  return [
    { sid: "Logs", actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [`${logGroupArn}:*`] },
    { sid: "Traces", actions: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], resources: ["*"] },
    { sid: "DeadLetters", actions: ["sqs:SendMessage"], resources: [deadLetterQueueArn] },
    useKeyThrough({ ...key, sid: "DeadLettersKey", service: "sqs", actions: ["kms:Decrypt", "kms:GenerateDataKey"] }),
    useKeyThrough({ ...key, sid: "EnvironmentKey", service: "lambda", actions: ["kms:Decrypt"] }),
    ...(props.vpc === undefined ? [] : networkStatements(props)),
    ...(props.insightsLayerArn === undefined ? [] : [insightsStatement(props)]),
  ];
}

/** Lambda makes the interfaces with this role; its code, which runs with it too, may not (https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html). */
const networkStatements = (props: LambdaFunctionProps): readonly Statement[] => [
  { sid: "NetworkInterfaces", actions: INTERFACE_ACTIONS, resources: ["*"] },
  {
    sid: "NetworkInterfacesNotByCode",
    effect: "Deny",
    actions: INTERFACE_ACTIONS,
    resources: ["*"],
    conditions: { ArnEquals: { "lambda:SourceFunctionArn": functionArn(props) } },
  },
];

const insightsStatement = ({ account, region }: LambdaFunctionProps): Statement => ({
  sid: "Insights",
  actions: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
  resources: [INSIGHTS_LOGS, `${INSIGHTS_LOGS}:*`].map((group) => `arn:aws:logs:${region}:${account}:log-group:${group}`),
});
