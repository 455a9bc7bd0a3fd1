import { z } from "zod";
import { trading } from "../../../stacks/trading";
import { CONFIG, Project } from "../../support/project";
import { scratch } from "../../support/terraform";

const list = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const document = z.object({
  Statement: z.array(
    z.object({
      Sid: z.string().optional(),
      Action: list,
      Resource: list,
      Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
    }),
  ),
});
const stackSchema = z.object({
  resource: z.object({
    aws_iam_role_policy: z.record(z.string(), z.object({ policy: z.string() })),
    aws_iam_role: z.record(z.string(), z.object({ assume_role_policy: z.string() })),
    aws_vpc_security_group_egress_rule: z.record(
      z.string(),
      z.object({
        security_group_id: z.string(),
        description: z.string(),
        cidr_ipv4: z.string().optional(),
        referenced_security_group_id: z.string().optional(),
        from_port: z.number().optional(),
      }),
    ),
  }),
});

/** Actions for which the Service Authorization Reference names no resource. */
const WITHOUT_RESOURCE =
  /^(ssmmessages|ec2messages|xray):|^(cloudwatch:PutMetricData|ec2:DescribeTags|ec2:DescribeVpnConnections|logs:DescribeLogGroups)$/;

describe("who may do what in the trading stack", () => {
  const at = new Project(scratch("trading-access"), [trading], CONFIG);
  at.synth();
  const { resource } = stackSchema.parse(JSON.parse(at.output("stacks/trading/cdk.tf.json") ?? ""));
  const statements = Object.entries(resource.aws_iam_role_policy).flatMap(([name, { policy }]) =>
    document.parse(JSON.parse(policy)).Statement.map((statement) => ({ name, ...statement })),
  );

  test("no role's action is a pattern", () => {
    expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes("*"))).toEqual([]);
  });

  test("every resource stands only where the action knows none", () => {
    const wide = statements.filter(({ Resource }) => Resource.includes("*")).flatMap(({ Action }) => Action);
    expect(wide.length).toBeGreaterThan(0);
    expect(wide.filter((action) => !WITHOUT_RESOURCE.test(action))).toEqual([]);
  });

  test("a key is used through a service, never by itself", () => {
    const keys = statements.filter(({ Action }) => Action.some((action) => action.startsWith("kms:")));
    expect(keys.length).toBeGreaterThan(2);
    for (const { Sid, Condition } of keys) {
      expect({ Sid, through: Condition?.StringEquals?.["kms:ViaService"] }).toEqual({
        Sid,
        through: expect.stringMatching(/^[a-z]+\.us-east-1\./),
      });
    }
  });

  test("the order service gets out to AWS by HTTPS and to each data store on its port", () => {
    const rules = Object.entries(resource.aws_vpc_security_group_egress_rule).filter(([name]) => !name.startsWith("link_"));
    const out = rules.map(([, rule]) => [rule.from_port, rule.cidr_ipv4 ?? "a group"]);
    expect(out.sort()).toEqual([
      [443, "0.0.0.0/0"],
      [5432, "a group"],
      [6379, "a group"],
      [9111, "a group"],
    ]);
  });
});
