import { z } from "zod";
import { saas } from "../../../stacks/saas";
import { Project } from "../../support/project";
import { scratch } from "../../support/terraform";
import { SAAS_CONFIG } from "./deployment";

const list = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const document = z.object({
  Statement: z.array(
    z.object({
      Sid: z.string().optional(),
      Action: list,
      Resource: list.optional(),
      Principal: z.object({ Service: list }).optional(),
      Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
    }),
  ),
});
const rule = z.object({
  description: z.string(),
  cidr_ipv4: z.string().optional(),
  referenced_security_group_id: z.string().optional(),
  from_port: z.number().optional(),
});
const stackSchema = z.object({
  resource: z.object({
    aws_iam_role_policy: z.record(z.string(), z.object({ policy: z.string() })),
    aws_iam_role: z.record(z.string(), z.object({ assume_role_policy: z.string(), permissions_boundary: z.string().optional() })),
    aws_vpc_security_group_egress_rule: z.record(z.string(), rule),
    aws_vpc_security_group_ingress_rule: z.record(z.string(), rule),
  }),
});

/** Actions for which the Service Authorization Reference names no resource. */
const WITHOUT_RESOURCE = /^(ssmmessages|ec2messages|xray):|^(cloudwatch:PutMetricData|ec2:DescribeTags|logs:DescribeLogGroups)$/;
/** AWS documents no condition key that these send when they take on a role: EC2 for instances, AWS Backup. */
const WITHOUT_SOURCE = ["ec2.amazonaws.com", "backup.amazonaws.com"];

describe("who may do what in the multi-tenant stack", () => {
  const at = new Project(scratch("saas-access"), [saas], SAAS_CONFIG);
  at.synth();
  const { resource } = stackSchema.parse(JSON.parse(at.output("stacks/saas/cdk.tf.json") ?? ""));
  const statements = Object.entries(resource.aws_iam_role_policy).flatMap(([name, { policy }]) =>
    document.parse(JSON.parse(policy)).Statement.map((statement) => ({ name, ...statement })),
  );
  const roles = Object.entries(resource.aws_iam_role);

  test("every role is bounded", () => {
    expect(roles.length).toBeGreaterThan(7);
    expect(roles.filter(([, { permissions_boundary }]) => permissions_boundary === undefined)).toEqual([]);
  });

  test("a role is taken on by one service, on this account's behalf where the service says for whom", () => {
    for (const [name, { assume_role_policy }] of roles) {
      const trusted = document.parse(JSON.parse(assume_role_policy)).Statement;
      expect({ name, statements: trusted.length }).toEqual({ name, statements: 1 });
      for (const { Action, Principal, Condition } of trusted) {
        expect(Action).toEqual(["sts:AssumeRole"]);
        const [service = ""] = Principal?.Service ?? [];
        expect({ name, account: Condition?.StringEquals?.["aws:SourceAccount"] }).toEqual({
          name,
          account: WITHOUT_SOURCE.includes(service) ? undefined : "123456789012",
        });
      }
    }
  });

  test("no role's action is a pattern", () => {
    expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes("*"))).toEqual([]);
  });

  test("every resource stands only where the action knows none", () => {
    const wide = statements.filter(({ Resource }) => Resource?.includes("*")).flatMap(({ Action }) => Action);
    expect(wide.length).toBeGreaterThan(0);
    expect(wide.filter((action) => !WITHOUT_RESOURCE.test(action))).toEqual([]);
  });

  test("a key is used through a service, never by itself", () => {
    const keys = statements.filter(({ Action }) => Action.some((action) => action.startsWith("kms:")));
    expect(keys.length).toBeGreaterThan(1);
    for (const { Sid, Condition } of keys) {
      expect({ Sid, through: Condition?.StringEquals?.["kms:ViaService"] }).toEqual({
        Sid,
        through: expect.stringMatching(/^[a-z]+\.us-east-1\./),
      });
    }
  });

  test("a tenant's own table is reached with that tenant's own key", () => {
    const own = statements.filter(({ name }) => name.includes("dedicated_tenants"));
    const resources = own.flatMap(({ Resource = [] }) => Resource);
    expect(resources).toHaveLength(2);
    expect(resources.filter((arn) => !arn.includes("tenant_acme"))).toEqual([]);
  });

  test("the application servers get out to AWS by HTTPS and to each data store on its port; the load balancer to them alone", () => {
    const out = Object.values(resource.aws_vpc_security_group_egress_rule).map((each) => [each.from_port, each.cidr_ipv4 ?? "a group"]);
    expect(out.sort()).toEqual([
      [3306, "a group"],
      [443, "0.0.0.0/0"],
      [6379, "a group"],
      [8080, "a group"],
      [8081, "a group"],
      [8082, "a group"],
    ]);
  });

  test("the application servers are reached from the load balancer alone", () => {
    const rules = Object.entries(resource.aws_vpc_security_group_ingress_rule).filter(([, { from_port = 0 }]) => from_port >= 8080);
    expect(rules.map(([name, each]) => [name, each.cidr_ipv4])).toEqual([
      ["balancer_targets_8080", undefined],
      ["balancer_targets_8081", undefined],
      ["balancer_targets_8082", undefined],
    ]);
  });
});
