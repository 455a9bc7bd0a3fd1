import { z } from "zod";
import type { Project } from "./project";

const list = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

/** An IAM policy document: what a role may do, or who takes it on. */
export const policyDocument = z.object({
  Statement: z.array(
    z.object({
      Sid: z.string().optional(),
      Effect: z.enum(["Allow", "Deny"]),
      Action: list,
      Resource: list.default([]),
      Principal: z.object({ Service: list }).optional(),
      Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
    }),
  ),
});

const securityGroupRule = z.object({
  security_group_id: z.string(),
  description: z.string(),
  cidr_ipv4: z.string().optional(),
  referenced_security_group_id: z.string().optional(),
  from_port: z.number().optional(),
});

const stackSchema = z.object({
  resource: z.object({
    aws_iam_role_policy: z.record(z.string(), z.object({ policy: z.string() })),
    aws_iam_role: z.record(z.string(), z.object({ assume_role_policy: z.string(), permissions_boundary: z.string().optional() })),
    aws_vpc_security_group_egress_rule: z.record(z.string(), securityGroupRule),
    aws_vpc_security_group_ingress_rule: z.record(z.string(), securityGroupRule),
  }),
});

/** Of a synthesized stack: roles, what they may do by the name of the policy's resource, and the rules of security groups. */
export function accessOf(project: Project, deployment: string) {
  const { resource } = stackSchema.parse(JSON.parse(project.output(`stacks/${deployment}/cdk.tf.json`) ?? ""));
  const statements = Object.entries(resource.aws_iam_role_policy).flatMap(([name, { policy }]) =>
    policyDocument.parse(JSON.parse(policy)).Statement.map((statement) => ({ name, ...statement })),
  );
  return {
    roles: Object.entries(resource.aws_iam_role),
    statements,
    allowed: statements.filter(({ Effect }) => Effect === "Allow"),
    egress: Object.entries(resource.aws_vpc_security_group_egress_rule),
    ingress: Object.entries(resource.aws_vpc_security_group_ingress_rule),
  };
}

type Access = ReturnType<typeof accessOf>;

/** `[port, range]` of every rule, in order; `a group` where it names one. */
export const portsOf = (rules: Access["egress"]): readonly (readonly [number | undefined, string])[] =>
  rules.map(([, { from_port, cidr_ipv4 }]) => [from_port, cidr_ipv4 ?? "a group"] as const).sort();

/** Actions for which the Service Authorization Reference names no resource. */
const WITHOUT_RESOURCE = /^(ssmmessages|ec2messages|xray):|^(cloudwatch:PutMetricData|ec2:DescribeTags|logs:DescribeLogGroups)$/;

export interface Privileges {
  /** There are more statements about keys than this: a stack that lost them must not pass for want of any. */
  readonly moreKeysThan: number;
  /** Further actions that know no resource. @default none */
  readonly withoutResource?: RegExp;
}

/** What holds for the roles of every stack. */
export function testLeastPrivilege({ allowed }: Pick<Access, "allowed">, { moreKeysThan, withoutResource }: Privileges): void {
  test("no role's action is a pattern", () => {
    expect(allowed.flatMap(({ Action }) => Action).filter((action) => action.includes("*"))).toEqual([]);
  });

  test("every resource stands only where the action knows none", () => {
    const wide = allowed.filter(({ Resource }) => Resource.includes("*")).flatMap(({ Action }) => Action);
    expect(wide.length).toBeGreaterThan(0);
    expect(wide.filter((action) => !WITHOUT_RESOURCE.test(action) && withoutResource?.test(action) !== true)).toEqual([]);
  });

  test("a key is used through a service, never by itself", () => {
    const keys = allowed.filter(({ Action }) => Action.some((action) => action.startsWith("kms:")));
    expect(keys.length).toBeGreaterThan(moreKeysThan);
    for (const { Sid, Condition } of keys) {
      expect({ Sid, through: Condition?.StringEquals?.["kms:ViaService"] }).toEqual({
        Sid,
        through: expect.stringMatching(/^[a-z0-9]+\.us-east-1\./),
      });
    }
  });
}
