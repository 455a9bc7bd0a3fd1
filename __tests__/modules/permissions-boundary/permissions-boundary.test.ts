import { readFileSync } from "node:fs";
import { join } from "node:path";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack } from "cdktf";
import { z } from "zod";
import { ENHANCED_MONITORING_ACTIONS, monitoringRole } from "../../../modules/enhanced-monitoring";
import { policyDocument, trustService } from "../../../modules/iam";
import { PermissionsBoundary, type PermissionsBoundaryProps } from "../../../modules/permissions-boundary";
import { problemsOf } from "../../support/construct";
import { describeWith } from "../../support/requirement";
import { initOffline, scratch, stackFolder, synthTo, terraformAvailable, validate } from "../../support/terraform";

const ACCOUNT = "123456789012";
const OTHER = `arn:aws:iam::${ACCOUNT}:policy/other`;
const props: PermissionsBoundaryProps = {
  name: "saas-boundary",
  description: "The most that a role can be allowed",
  account: ACCOUNT,
  regions: ["us-east-1", "eu-west-1"],
  actions: ["dynamodb:*Item", "kms:Decrypt", ...ENHANCED_MONITORING_ACTIONS],
};

/** A module's role, one of the stack's own with a policy, and one with a boundary of its own. */
function build(stack: TerraformStack, actions: readonly string[]): void {
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  const boundary = new PermissionsBoundary(stack, "boundary", props);
  monitoringRole(stack, "database", ACCOUNT);
  const assumeRolePolicy = trustService("scheduler.amazonaws.com", ACCOUNT);
  const role = new IamRole(stack, "reader", { name: "reader", assumeRolePolicy });
  const denied = { effect: "Deny", actions: ["s3:GetObject"], resources: ["*"] } as const;
  new IamRolePolicy(stack, "reads", { name: "reads", role: role.id, policy: policyDocument([{ actions, resources: [role.arn] }, denied]) });
  new IamRole(stack, "guest", { name: "guest", assumeRolePolicy, permissionsBoundary: OTHER });
  boundary.applyTo(stack);
}

const root = scratch("boundary");
const synthesized = z.looseObject({
  resource: z.looseObject({
    aws_iam_policy: z.record(z.string(), z.looseObject({ policy: z.string() })),
    aws_iam_role: z.record(z.string(), z.looseObject({ name: z.string(), permissions_boundary: z.string() })),
  }),
});

function synth(name: string, actions: readonly string[]): string {
  return stackFolder(
    synthTo(join(root, name), (app) => build(new TerraformStack(app, "roles"), actions)),
    "roles",
  );
}

describe("a permissions boundary", () => {
  const resources = () =>
    synthesized.parse(JSON.parse(readFileSync(join(synth("bounded", ["dynamodb:GetItem"]), "cdk.tf.json"), "utf8"))).resource;

  test("is set on every role, those of modules included, and leaves another boundary in place", () => {
    const arn = expect.stringMatching(/^\$\{aws_iam_policy\.boundary_policy_\w+\.arn\}$/);
    const roles = Object.values(resources().aws_iam_role).map((role) => [role.name, role.permissions_boundary]);
    expect(Object.fromEntries(roles)).toEqual({ "database-monitoring": arn, reader: arn, guest: OTHER });
  });

  test("allows its actions in its regions, on resources of the account", () => {
    const [policy] = Object.values(resources().aws_iam_policy);
    expect(JSON.parse(policy?.policy ?? "")).toMatchObject({
      Statement: [
        {
          Effect: "Allow",
          Action: props.actions,
          Condition: { StringEqualsIfExists: { "aws:ResourceAccount": ACCOUNT, "aws:RequestedRegion": props.regions } },
        },
      ],
    });
  });

  test("refuses at synth a role's action that it would deny later", () => {
    expect(() => synth("beyond", ["dynamodb:GetItem", "dynamodb:Query", "kms:decrypt"])).toThrow(
      /reads allows dynamodb:Query, which the permissions boundary does not/,
    );
  });

  test.each<[string, Partial<PermissionsBoundaryProps>]>([
    ["actions", { actions: ["iam:PassRole"] }],
    ["actions", { actions: ["sts:AssumeRole"] }],
    ["actions", { actions: ["*"] }],
    ["actions", { actions: ["dynamodb:*"] }],
    ["actions", { actions: [] }],
    ["actions", { actions: Array.from({ length: 400 }, (_, index) => `dynamodb:Action${"X".repeat(index)}`) }],
    ["regions", { regions: [] }],
    ["account", { account: "me" }],
  ])("%s: %j is refused", (name, wrong) => {
    const found = problemsOf((stack) => new PermissionsBoundary(stack, "boundary", { ...props, ...wrong }));
    expect(found).toEqual([expect.stringMatching(new RegExp(`^${name}: `))]);
  });
});

describeWith([terraformAvailable()], "under Terraform", () => {
  test("it is valid", async () => {
    const folder = synth("valid", ["dynamodb:GetItem"]);
    await initOffline(folder);
    expect(await validate(folder)).toEqual([]);
  }, 120_000);
});
