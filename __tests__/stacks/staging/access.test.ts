import { staging } from "../../../stacks/staging";
import { accessOf, portsOf, testLeastPrivilege } from "../../support/access";
import { Project } from "../../support/project";
import { scratch } from "../../support/terraform";
import { DEPLOYMENTS } from "./deployments";

/** What a function in a VPC needs of EC2; none of it knows a resource. */
const NETWORK_INTERFACES = /^ec2:\w+(NetworkInterface|PrivateIpAddresses|NetworkInterfaces|Subnets)$/;

describe("who may do what in the staging stack", () => {
  const at = new Project(scratch("staging-access"), [staging], DEPLOYMENTS);
  at.synth();
  const access = accessOf(at, "staging");
  const { allowed, statements } = access;
  const of = (prefix: string) =>
    allowed
      .filter(({ name }) => name.startsWith(prefix))
      .flatMap(({ Action }) => Action)
      .filter((action) => !/^(logs|xray|kms|ec2):/.test(action));

  testLeastPrivilege(access, { moreKeysThan: 5, withoutResource: NETWORK_INTERFACES });

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
    expect(portsOf(access.egress)).toEqual([
      [443, "0.0.0.0/0"],
      [5432, "a group"],
      [5432, "a group"],
      [6379, "a group"],
      [6379, "a group"],
      [8080, "a group"],
    ]);
  });
});
