import type { Statement } from "./policy-document";

/**
 * What an instance needs to be reached by Session Manager, and no more: the managed policy would let it read every parameter of the
 * account too (https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html).
 */
export const sessionManager = ({ account, region }: { readonly account: string; readonly region: string }): readonly Statement[] => [
  {
    sid: "SessionManagerRegistration",
    actions: ["ssm:UpdateInstanceInformation"],
    resources: [`arn:aws:ec2:${region}:${account}:instance/*`],
  },
  {
    sid: "SessionManagerChannels",
    actions: [
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
      "ec2messages:AcknowledgeMessage",
      "ec2messages:DeleteMessage",
      "ec2messages:FailMessage",
      "ec2messages:GetEndpoint",
      "ec2messages:GetMessages",
      "ec2messages:SendReply",
    ],
    resources: ["*"],
  },
];
