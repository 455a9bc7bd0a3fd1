import { App, TerraformStack, Testing } from "cdktf";
import { InputError } from "../../../contract";
import { Network, type NetworkProps } from "../../../modules/network";
import { temporaryDirectory } from "../../support/temporary-directory";

const directory = temporaryDirectory();
const GOOD: NetworkProps = {
  name: "n",
  cidr: "10.0.0.0/16",
  region: "eu-west-1",
  account: "123456789012",
  logKeyArn: "arn:aws:kms:::key/k",
};
const network = (props: Partial<NetworkProps>) =>
  new Network(new TerraformStack(new App({ outdir: directory() }), "stack"), "network", { ...GOOD, ...props });

describe("a network", () => {
  const cases: readonly [string, Partial<NetworkProps>, string | undefined][] = [
    ["a range of 16 bits", { cidr: "10.0.0.0/16" }, undefined],
    ["a range of 24 bits", { cidr: "10.0.0.0/24" }, undefined],
    ["a range too small to cut", { cidr: "10.0.0.0/25" }, "cidr"],
    ["a range greater than a VPC", { cidr: "10.0.0.0/8" }, "cidr"],
    ["two zones", { zones: ["a", "b"] }, undefined],
    ["a single zone", { zones: ["a"] }, "zones"],
    ["a retention that CloudWatch Logs has", { flowLogRetentionDays: 30 }, undefined],
    ["a retention that it has not", { flowLogRetentionDays: 31 }, "flowLogRetentionDays"],
  ];
  test.each(cases)("of %s", (_name, props, wrong) => {
    if (wrong === undefined) expect(network(props).tiers.isolated.subnetIds).toHaveLength(props.zones?.length ?? 3);
    else expect(() => network(props)).toThrow(InputError);
  });

  test("names every problem at once", () => {
    let problems: readonly string[] = [];
    try {
      network({ cidr: "ten", zones: [], flowLogRetentionDays: 2 });
    } catch (error) {
      if (error instanceof InputError) problems = error.problems;
    }
    expect(problems.map((problem) => problem.split(":")[0])).toEqual(["cidr", "zones", "flowLogRetentionDays"]);
  });

  test("leads to the account's own DynamoDB tables and no others", () => {
    const stack = new TerraformStack(new App({ outdir: directory() }), "stack");
    new Network(stack, "network", GOOD);
    const endpoints: readonly { readonly service_name: string; readonly policy?: string }[] = Object.values(
      JSON.parse(Testing.synth(stack)).resource.aws_vpc_endpoint,
    );
    const policy = endpoints.find(({ service_name }) => service_name.endsWith(".dynamodb"))?.policy;
    expect(JSON.parse(policy ?? "{}").Statement).toEqual([
      expect.objectContaining({ Effect: "Allow", Condition: { StringEquals: { "aws:ResourceAccount": GOOD.account } } }),
    ]);
  });

  test("takes its zones from the region's name", () => {
    expect(network({}).availabilityZones).toEqual(["eu-west-1a", "eu-west-1b", "eu-west-1c"]);
  });
});
