import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { InputError } from "../../../contract";
import { DynamodbTable, type DynamodbTableProps } from "../../../modules/dynamodb-table";
import { problemsOf } from "../../support/construct";
import { describeWith } from "../../support/requirement";
import { initOffline, planJson, scratch, stackFolder, synthTo, terraformAvailable } from "../../support/terraform";

const BASE = {
  name: "orders",
  hashKey: "id",
  rangeKey: "at",
  indexes: { ByUser: { hashKey: "user", rangeKey: "at" } },
  kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/k",
  protection: false,
} as const;
const refused = scratch("refused");
const capacity = { read: { min: 10, max: 40 }, write: { min: 5, max: 20 }, indexRead: { min: 6, max: 24 } };

describeWith([terraformAvailable()], "a table under the real provider", () => {
  const root = scratch("table");
  const planOf = async (name: string, props: Partial<DynamodbTableProps> & Pick<DynamodbTableProps, "billingMode">) => {
    const out = synthTo(`${root}/${name}`, (app) => {
      const stack = new TerraformStack(app, "tables");
      new AwsProvider(stack, "aws", { region: "us-east-1" });
      new DynamodbTable(stack, "orders", { ...BASE, ...props });
    });
    await initOffline(stackFolder(out, "tables"));
    return planJson(stackFolder(out, "tables"));
  };

  test("provisioned: scaled for itself and each index, reads and writes apart", async () => {
    const plan = await planOf("provisioned", { billingMode: "PROVISIONED", capacity });
    expect(plan.countByType()).toEqual({ aws_dynamodb_table: 1, aws_appautoscaling_target: 4, aws_appautoscaling_policy: 4 });
    expect([...plan.ofType("aws_appautoscaling_target").values()]).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ scalable_dimension: "dynamodb:table:ReadCapacityUnits", min_capacity: 10, max_capacity: 40 }),
        expect.objectContaining({
          resource_id: "table/orders/index/ByUser",
          scalable_dimension: "dynamodb:index:WriteCapacityUnits",
          min_capacity: 5,
        }),
      ]),
    );
  });

  test("on demand: neither units nor scaling", async () => {
    const plan = await planOf("on-demand", { billingMode: "PAY_PER_REQUEST", capacity, stream: false });
    expect(plan.countByType()).toEqual({ aws_dynamodb_table: 1 });
    const [table] = plan.ofType("aws_dynamodb_table").values();
    expect(table).toMatchObject({ billing_mode: "PAY_PER_REQUEST", stream_enabled: false, point_in_time_recovery: [{ enabled: true }] });
    expect(table?.read_capacity ?? 0).toBe(0);
  });
});

test("a provisioned table without bounds is refused, with all else that is wrong", () => {
  const build = () =>
    new DynamodbTable(new TerraformStack(new App({ outdir: refused }), "tables"), "orders", {
      ...BASE,
      name: "a b",
      billingMode: "PROVISIONED",
      targetUtilizationPercent: 95,
    });
  expect(build).toThrow(InputError);
  expect(build).toThrow(/3 property/);
});

test.each([
  ["that it does not know", { presentIndexes: ["ByUser", "ByAge"] }, "presentIndexes"],
  ["while autoscaling has them", { presentIndexes: ["ByUser"], capacity }, "presentIndexes: not with capacity"],
])("indexes that are chosen %s are refused", (_name, props, message) => {
  const build = () =>
    new DynamodbTable(new TerraformStack(new App({ outdir: refused }), "tables"), "orders", {
      ...BASE,
      billingMode: "PAY_PER_REQUEST",
      ...props,
    });
  expect(problemsOf(build)).toEqual([expect.stringContaining(message)]);
});
