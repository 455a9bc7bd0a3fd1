import { InputError } from "../../../contract";
import { type ConfiguredDeployment, stagingSettings } from "../../../stacks/staging/settings";
import { SETTINGS } from "./deployments";

const deployment = (settings: Readonly<Record<string, unknown>>, more: Partial<ConfiguredDeployment> = {}): ConfiguredDeployment => ({
  name: "staging",
  region: "us-east-1",
  regions: ["us-east-1", "eu-west-1"],
  vpcCidr: "10.40.0.0/16",
  protection: false,
  settings,
  ...more,
});

const problemsOf = (settings: Readonly<Record<string, unknown>>): string => {
  try {
    stagingSettings(deployment(settings));
  } catch (error) {
    if (error instanceof InputError) return error.describe();
    throw error;
  }
  return "";
};

describe("settings of a staging deployment", () => {
  test("may be left out", () => {
    expect(stagingSettings(deployment({}))).toMatchObject({
      cidr: "10.40.0.0/16",
      internetFacing: false,
      criticalPath: [],
      blueGreen: false,
      leftBehind: "automated-backups",
      retentionDays: { orders: 30, reports: 365 },
    });
  });

  test("keep a snapshot of what is protected, unless told otherwise", () => {
    expect(stagingSettings(deployment({}, { protection: true })).leftBehind).toBe("final-snapshot");
    expect(stagingSettings(deployment({ leftBehind: "nothing" }, { protection: true })).leftBehind).toBe("nothing");
  });

  test("give a further region the range that follows, and nothing that exists in the primary alone", () => {
    const there = stagingSettings(deployment(SETTINGS, { region: "eu-west-1" }));
    expect(there).toMatchObject({ cidr: "10.41.0.0/16", internetFacing: true, insightsLayerArn: expect.stringContaining("eu-west-1") });
    expect(there).not.toHaveProperty("certificateArn");
    expect(stagingSettings(deployment(SETTINGS))).toMatchObject({ certificateArn: SETTINGS.certificateArn });
  });

  test.each([
    ["an unknown one", { internetFaceing: true }, /internetFaceing/],
    ["a component that there is not", { criticalPath: ["databse"] }, /settings\.criticalPath\.0/],
    ["a certificate of another service", { certificateArn: "arn:aws:iam::123456789012:role/x" }, /settings\.certificateArn/],
    ["a layer without a version", { insightsLayerArn: SETTINGS.insightsLayerArn.replace(/:\d+$/, "") }, /settings\.insightsLayerArn/],
    ["a range that is none", { clients: { office: "everybody" } }, /settings\.clients\.office/],
    ["a region that the deployment has not", { inRegions: { "eu-west-2": {} } }, /inRegions\.eu-west-2.*eu-west-1/],
    ["the primary among the further ones", { inRegions: { "us-east-1": {} } }, /inRegions\.us-east-1/],
    ["ranges that overlap", { secondaryCidrs: { "eu-west-1": "10.40.0.0/16" } }, /overlaps/],
    ["a range of addresses that there are not", { clients: { office: "203.0.113.256/32" } }, /settings\.clients\.office/],
    ["another range for the VPC", { clients: { vpc: "203.0.113.0/24" } }, /settings\.clients\.vpc/],
    [
      "a certificate of another region",
      { certificateArn: SETTINGS.certificateArn.replace("us-east-1", "eu-west-1") },
      /certificateArn: a certificate in us-east-1 .* of eu-west-1/,
    ],
    [
      "a further region's layer of another one",
      { inRegions: { "eu-west-1": { insightsLayerArn: SETTINGS.insightsLayerArn } } },
      /inRegions\.eu-west-1\.insightsLayerArn: a layer in eu-west-1/,
    ],
    ["a region that leaves and stays", { leavingRegions: ["eu-west-1"] }, /leavingRegions/],
  ])("%s is refused by name", (_name, settings, expected) => {
    expect(problemsOf(settings)).toMatch(expected);
  });

  test("with several mistakes are refused with all of them", () => {
    const problems = problemsOf({ criticalPath: ["x"], clients: { Office: "1" } });
    expect(problems).toMatch(/criticalPath[\s\S]*clients|clients[\s\S]*criticalPath/);
  });
});
