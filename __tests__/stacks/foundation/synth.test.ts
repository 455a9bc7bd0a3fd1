import { deploymentContractSchema, InputError } from "../../../contract";
import { defineStack } from "../../../stacks/foundation";
import { CONFIG, Project } from "../../support/project";
import { smallContract, smallStack } from "../../support/small-stack";
import { temporaryDirectory } from "../../support/temporary-directory";

const directory = temporaryDirectory();
const stackOf = (at: Project) => JSON.parse(at.output("stacks/trading/cdk.tf.json") ?? "");
const contractOf = (at: Project) => deploymentContractSchema.parse(JSON.parse(at.output("contracts/trading.json") ?? ""));

describe("synth", () => {
  test("emits a contract that reads back as what the stack declares", () => {
    const at = new Project(directory(), [smallStack]);
    at.synth();
    expect(contractOf(at)).toMatchObject({
      deployment: "trading",
      account: "123456789012",
      regions: ["us-east-1"],
      components: smallContract.components,
    });
  });

  const widths: readonly [string, number, string][] = [
    ["turned down", 3, "4"],
    ["turned up", 8, "8"],
  ];
  test.each(widths)("gives the inventory room for the greater of default and override: %s", (_name, override, inventory) => {
    const at = new Project(directory(), [smallStack]);
    at.override({ service_max_size: override });
    at.synth();
    expect(contractOf(at).inventory.service?.resources[0]?.name).toBe(inventory);
  });

  test("is the same bytes the second time", () => {
    const at = new Project(directory(), [smallStack]);
    at.synth();
    const first = at.outputs();
    at.synth();
    expect(at.outputs()).toEqual(first);
  });

  test("restores the stack's committed lock file and leaves Terraform's own files alone", () => {
    const at = new Project(directory(), [smallStack]);
    at.write("stacks/trading/.terraform.lock.hcl", "# hashes\n");
    at.write("cdktf.out/stacks/trading/.terraform/kept", "");
    at.synth();
    expect(at.output("stacks/trading/.terraform.lock.hcl")).toBe("# hashes\n");
    expect(at.output("stacks/trading/.terraform/kept")).toBe("");
  });

  test("says of every deployment what is wrong with it, and leaves the last synth as it was", () => {
    const wrong = defineStack({
      contract: smallContract,
      build: ({ deployment: { name } }) => {
        throw new InputError(`${name} cannot be built`, { problems: ["no account", "no region"], hint: "name both" });
      },
    });
    const [trading] = Object.values(CONFIG.deployments);
    const at = new Project(directory(), [wrong], { ...CONFIG, deployments: { trading, "trading-eu": trading } });
    at.write("cdktf.out/stacks/trading/cdk.tf.json", "{}");
    let problems: readonly string[] = [];
    try {
      at.synth();
    } catch (error) {
      if (error instanceof InputError) problems = error.problems;
    }
    expect(problems).toEqual(
      ["trading", "trading-eu"].flatMap((name) => [
        `${name} cannot be built: no account`,
        `${name} cannot be built: no region`,
        "→ name both",
      ]),
    );
    expect(at.output("stacks/trading/cdk.tf.json")).toBe("{}");
  });

  test("removes the contract of a deployment that left the configuration", () => {
    const { trading } = CONFIG.deployments;
    const both = new Project(directory(), [smallStack], { ...CONFIG, deployments: { trading, "trading-eu": trading } });
    both.synth();
    expect(both.output("contracts/trading-eu.json")).toBeDefined();
    new Project(directory(), [smallStack]).synth();
    expect(both.output("contracts/trading-eu.json")).toBeUndefined();
  });

  test("keeps state in S3 under both locks, with the provider pinned", () => {
    const { backend: _, ...trading } = CONFIG.deployments.trading;
    const at = new Project(directory(), [smallStack], { ...CONFIG, deployments: { trading } });
    at.synth();
    expect(stackOf(at)).toMatchObject({
      terraform: {
        backend: { s3: { key: "trading/terraform.tfstate", use_lockfile: true, dynamodb_table: "example-trimtab-locks" } },
        required_providers: { aws: { source: "hashicorp/aws", version: "5.100.0" } },
      },
    });
  });

  test("leaves the state's encryption to the bucket: `encrypt` without a key would take S3's own instead of the customer's", () => {
    const { backend: _, ...trading } = CONFIG.deployments.trading;
    const at = new Project(directory(), [smallStack], { ...CONFIG, deployments: { trading } });
    at.synth();
    expect(stackOf(at).terraform.backend.s3).not.toHaveProperty("encrypt");
  });

  test("lets the provider work in the deployment's account alone, once one is named", () => {
    const named = { ...CONFIG.deployments.trading, account: "210987654321" };
    const at = new Project(directory(), [smallStack], { ...CONFIG, deployments: { trading: named } });
    at.synth();
    expect(stackOf(at)).toMatchObject({ provider: { aws: [{ allowed_account_ids: ["210987654321"] }] } });
    const example = new Project(directory(), [smallStack]);
    example.synth();
    expect(stackOf(example).provider.aws[0]).not.toHaveProperty("allowed_account_ids");
  });
});
