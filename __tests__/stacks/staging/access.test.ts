import { z } from "zod";
import { staging } from "../../../stacks/staging";
import { Project } from "../../support/project";
import { scratch } from "../../support/terraform";
import { DEPLOYMENTS } from "./deployments";

const list = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const document = z.object({
  Statement: z.array(
    z.object({
      Sid: z.string().optional(),
      Effect: z.enum(["Allow", "Deny"]),
      Action: list,
      Resource: list,
      Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
    }),
  ),
});
const stackSchema = z.object({
  resource: z.object({
    aws_iam_role_policy: z.record(z.string(), z.object({ policy: z.string() })),
    aws_vpc_security_group_egress_rule: z.record(
      z.string(),
      z.object({ cidr_ipv4: z.string().optional(), from_port: z.number().optional(), security_group_id: z.string() }),
    ),
  }),
});

/** Actions for which the Service Authorization Reference names no resource. */
const WITHOUT_RESOURCE =
  /^(ssmmessages|ec2messages|xray):|^(cloudwatch:PutMetricData|ec2:DescribeTags|logs:DescribeLogGroups)$|^ec2:\w+(NetworkInterface|PrivateIpAddresses|NetworkInterfaces|Subnets)$/;

describe("who may do what in the staging stack", () => {
  const at = new Project(scratch("staging-access"), [staging], DEPLOYMENTS);
  at.synth();
  const { resource } = stackSchema.parse(JSON.parse(at.output("stacks/staging/cdk.tf.json") ?? ""));
  const statements = Object.entries(resource.aws_iam_role_policy).flatMap(([name, { policy }]) =>
    document.parse(JSON.parse(policy)).Statement.map((statement) => ({ name, ...statement })),
  );
  const allowed = statements.filter(({ Effect }) => Effect === "Allow");
  const of = (prefix: string) =>
    allowed
      .filter(({ name }) => name.startsWith(prefix))
      .flatMap(({ Action }) => Action)
      .filter((action) => !/^(logs|xray|kms|ec2):/.test(action));

  test("no role's action is a pattern", () => {
    expect(allowed.flatMap(({ Action }) => Action).filter((action) => action.includes("*"))).toEqual([]);
  });

  test("every resource stands only where the action knows none", () => {
    const wide = allowed.filter(({ Resource }) => Resource.includes("*")).flatMap(({ Action }) => Action);
    expect(wide.length).toBeGreaterThan(0);
    expect(wide.filter((action) => !WITHOUT_RESOURCE.test(action))).toEqual([]);
  });

  test("a key is used through a service, never by itself", () => {
    const keys = allowed.filter(({ Action }) => Action.some((action) => action.startsWith("kms:")));
    expect(keys.length).toBeGreaterThan(5);
    for (const { Sid, Condition } of keys) {
      expect({ Sid, through: Condition?.StringEquals?.["kms:ViaService"] }).toEqual({
        Sid,
        through: expect.stringMatching(/^[a-z0-9]+\.us-east-1\./),
      });
    }
  });

  test.each([
    ["health", ["sqs:SendMessage"]],
    ["seed", ["sqs:SendMessage", "sqs:SendMessage"]],
    ["queue_worker", ["s3:PutObject", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage", "sqs:SendMessage"]],
    ["report", ["s3:GetObject", "s3:ListBucket", "s3:PutObject", "sqs:SendMessage"]],
    ["clean_up", ["rds:DeleteDBSnapshot", "rds:DescribeDBSnapshots", "sqs:SendMessage"]],
  ])("the function %s does what its work is, and sends what failed to its dead letters", (name, actions) => {
    expect(of(`${name}_allow`).sort()).toEqual(actions);
  });

  test("the clean-up cannot take the snapshots that Terraform has taken", () => {
    const denied = statements.filter(({ Effect, name }) => Effect === "Deny" && name.startsWith("clean_up"));
    expect(denied.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      [["rds:DeleteDBSnapshot"], ["arn:aws:rds:us-east-1:123456789012:snapshot:staging-database-before-*"]],
    ]);
  });

  test("the service gets out to AWS by HTTPS, the load balancer to the service, and each client to each data store on its port", () => {
    const out = Object.values(resource.aws_vpc_security_group_egress_rule).map(({ from_port: port, cidr_ipv4: cidr }) => [
      port,
      cidr ?? "a group",
    ]);
    expect(out.sort()).toEqual([
      [443, "0.0.0.0/0"],
      [5432, "a group"],
      [5432, "a group"],
      [6379, "a group"],
      [6379, "a group"],
      [8080, "a group"],
    ]);
  });
});
