import { TerraformVariable } from "cdktf";
import { DynamodbTable } from "../../../modules/dynamodb-table";
import { type ModuleStack, moduleUnderTest, only } from "../../support/module-plan";
import { describeWith } from "../../support/requirement";
import { terraformAvailable } from "../../support/terraform";

const PLAN_SECONDS = 120_000;
const ALL = ["ByEmail", "ByRole", "ByStatus"];

function build(stack: ModuleStack): void {
  const presentIndexes = new TerraformVariable(stack, "indexes", { type: "list(string)", default: ALL }).listValue;
  new DynamodbTable(stack, "users", {
    name: "users",
    hashKey: "user_id",
    rangeKey: "tenant_id",
    indexes: {
      ByEmail: { hashKey: "email" },
      ByRole: { hashKey: "role", rangeKey: "user_id" },
      ByStatus: { hashKey: "status", rangeKey: "last_login" },
    },
    presentIndexes,
    billingMode: "PAY_PER_REQUEST",
    kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/k",
    protection: true,
    stream: new TerraformVariable(stack, "stream", { type: "bool", default: true }).booleanValue,
    tags: { TableType: "users", DataClassification: "confidential" },
  });
}

describeWith([terraformAvailable()], "a table whose indexes and stream are turned", () => {
  const planned = moduleUnderTest("present-indexes", build);
  const tableWith = async (tfvars: object) => only(await planned({ ...tfvars }), "aws_dynamodb_table");
  const names = (blocks: unknown) => [blocks].flat().map((block) => (block as { name: string }).name);

  test.each<[string, object, readonly string[], readonly string[]]>([
    ["all", {}, ALL, ["email", "last_login", "role", "status", "tenant_id", "user_id"]],
    ["one less", { indexes: ["ByEmail", "ByRole"], stream: false }, ["ByEmail", "ByRole"], ["email", "role", "tenant_id", "user_id"]],
    ["none", { indexes: [] }, [], ["tenant_id", "user_id"]],
  ])(
    "%s: its attributes are those of the keys that are there",
    async (_name, tfvars, indexes, attributes) => {
      const table = await tableWith(tfvars);
      expect(names(table.global_secondary_index).sort()).toEqual(indexes);
      expect(names(table.attribute).sort()).toEqual(attributes);
    },
    PLAN_SECONDS,
  );

  test(
    "an index has its keys, and a sort key only where it was given one",
    async () => {
      const table = await tableWith({});
      expect(table.global_secondary_index).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ name: "ByEmail", hash_key: "email", range_key: "", projection_type: "ALL" }),
          expect.objectContaining({ name: "ByRole", hash_key: "role", range_key: "user_id" }),
        ]),
      );
      expect(table.tags).toEqual({ TableType: "users", DataClassification: "confidential" });
    },
    PLAN_SECONDS,
  );

  test(
    "the stream names a view only while it is on",
    async () => {
      expect(await tableWith({})).toMatchObject({ stream_enabled: true, stream_view_type: "NEW_AND_OLD_IMAGES" });
      const off = await tableWith({ indexes: ["ByEmail", "ByRole"], stream: false });
      expect([off.stream_enabled, off.stream_view_type ?? null]).toEqual([false, null]);
    },
    PLAN_SECONDS,
  );
});
