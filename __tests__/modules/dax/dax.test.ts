import { z } from "zod";
import { Dax, type DaxProps } from "../../../modules/dax";
import { problemsOf } from "../../support/construct";
import { moduleUnderTest, only } from "../../support/module-plan";
import { describeWith } from "../../support/requirement";
import { terraformAvailable } from "../../support/terraform";

const PLAN_SECONDS = 120_000;
const TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/orders";

const props: DaxProps = {
  name: "orders",
  description: "Orders",
  region: "us-east-1",
  vpcId: "vpc-0123456789abcdef0",
  subnetIds: ["subnet-0a", "subnet-0b", "subnet-0c"],
  clients: { order_service: "sg-0123456789abcdef0" },
  tableArns: [TABLE],
  dataKeyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-1111-1111-1111-111111111111",
  nodeType: "dax.r4.8xlarge",
  nodes: 6,
};

const policySchema = z.object({ Statement: z.array(z.looseObject({ Action: z.array(z.string()), Resource: z.array(z.string()) })) });

describeWith([terraformAvailable()], "a DAX cluster, planned by Terraform", () => {
  const planned = moduleUnderTest("dax", (stack) => {
    new Dax(stack, "accelerator", {
      ...props,
      nodeType: stack.string("node_type", "dax.r4.8xlarge"),
      nodes: stack.number("nodes", 6),
    });
  });

  test(
    "it is encrypted both ways and takes its sizes from the variables",
    async () => {
      expect(only(await planned(), "aws_dax_cluster")).toMatchObject({
        cluster_name: "orders",
        node_type: "dax.r4.8xlarge",
        replication_factor: 6,
        cluster_endpoint_encryption_type: "TLS",
        server_side_encryption: [{ enabled: true }],
      });
      expect((await planned()).comparedWith(await planned({ nodes: 4 }))).toEqual([
        { address: expect.stringContaining("aws_dax_cluster"), attribute: "replication_factor", from: 6, to: 4 },
      ]);
    },
    PLAN_SECONDS,
  );

  test(
    "its role reaches the given tables and their indexes, and the key through DynamoDB only",
    async () => {
      const role = only(await planned(), "aws_iam_role_policy");
      const { Statement } = policySchema.parse(JSON.parse(z.string().parse(role.policy)));
      expect(Statement.map(({ Resource }) => Resource)).toEqual([[TABLE, `${TABLE}/index/*`], [props.dataKeyArn]]);
      expect(Statement.flatMap(({ Action }) => Action).filter((action) => action.includes("*"))).toEqual([]);
      expect(Statement[1]).toMatchObject({ Condition: { StringEquals: { "kms:ViaService": "dynamodb.us-east-1.amazonaws.com" } } });
    },
    PLAN_SECONDS,
  );
});

describe("properties of a DAX cluster", () => {
  const problems = (overrides: Partial<DaxProps>) => problemsOf((stack) => new Dax(stack, "dax", { ...props, ...overrides }));

  test.each<[string, Partial<DaxProps>]>([
    ["three nodes", { nodes: 3 }],
    ["eleven nodes", { nodes: 11 }],
    ["a name of 20 characters", { name: "a".repeat(20) }],
  ])("accepts %s", (_name, overrides) => expect(problems(overrides)).toEqual([]));

  test.each<[string, Partial<DaxProps>, string]>([
    ["two nodes: not one per zone", { nodes: 2 }, "nodes: 2"],
    ["twelve nodes", { nodes: 12 }, "nodes: 12"],
    ["no table", { tableArns: [] }, "tableArns"],
    ["a name of 21 characters", { name: "a".repeat(21) }, "name:"],
    ["a cache's node type", { nodeType: "cache.r6g.large" }, "nodeType"],
  ])("rejects %s", (_name, overrides, problem) => {
    const found = problems(overrides);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(problem);
  });
});
