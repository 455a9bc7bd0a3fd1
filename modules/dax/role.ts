import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { Construct } from "constructs";
import { policyDocument, useKeyThrough } from "../iam";
import type { DaxProps } from "./props";

/** What DAX passes on to DynamoDB: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DAX.access-control.html */
const TABLE_ACTIONS = [
  "dynamodb:DescribeTable",
  "dynamodb:GetItem",
  "dynamodb:BatchGetItem",
  "dynamodb:Query",
  "dynamodb:Scan",
  "dynamodb:PutItem",
  "dynamodb:UpdateItem",
  "dynamodb:DeleteItem",
  "dynamodb:BatchWriteItem",
  "dynamodb:ConditionCheckItem",
] as const;

/** The role of the cluster's nodes: the given tables and their indexes, and the tables' key through DynamoDB only. */
export function serviceRole(
  scope: Construct,
  { name, region, tableArns, dataKeyArn }: DaxProps,
): { readonly role: IamRole; readonly policy: IamRolePolicy } {
  // No source condition: AWS documents none that DAX sends when it takes on its role.
  const role = new IamRole(scope, "role", {
    name: `${name}-dax`,
    assumeRolePolicy: policyDocument([{ actions: ["sts:AssumeRole"], principals: { Service: ["dax.amazonaws.com"] } }]),
  });
  const policy = new IamRolePolicy(scope, "role_policy", {
    name: "tables",
    role: role.name,
    policy: policyDocument([
      { sid: "Tables", actions: TABLE_ACTIONS, resources: tableArns.flatMap((arn) => [arn, `${arn}/index/*`]) },
      useKeyThrough({ sid: "TablesKey", keyArn: dataKeyArn, service: "dynamodb", region, actions: ["kms:Decrypt", "kms:DescribeKey"] }),
    ]),
  });
  return { role, policy };
}
