import { App, TerraformStack } from "cdktf";
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

  test("takes its zones from the region's name", () => {
    expect(network({}).availabilityZones).toEqual(["eu-west-1a", "eu-west-1b", "eu-west-1c"]);
  });
});
