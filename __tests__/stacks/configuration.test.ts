import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { configSchema, type DeploymentContract, deploymentContractSchema, deploymentPaths } from "../../contract";
import { ROOT } from "../support/paths";
import { scratch, stackFolder, synthProject } from "../support/terraform/synth";

const page = readFileSync(join(ROOT, "docs", "configuration.md"), "utf8");
const example = /```json\n(\{.*?\n\})\n```/s.exec(page)?.[1] ?? "";
const config = configSchema.parse(JSON.parse(example));
const deployments = Object.keys(config.deployments);

describe("the example of docs/configuration.md", () => {
  const folder = scratch("configuration");
  const out = join(folder, "cdktf.out");
  beforeAll(async () => {
    const file = join(folder, "trimtab.config.json");
    writeFileSync(file, example);
    await synthProject(out, { TRIMTAB_CONFIG: file });
  });
  const read = (path: string): unknown => JSON.parse(readFileSync(join(out, path), "utf8"));
  const contractOf = (deployment: string): DeploymentContract => deploymentContractSchema.parse(read(deploymentPaths(deployment).contract));
  const stackOf = (deployment: string): string => readFileSync(join(stackFolder(out, deployment), "cdk.tf.json"), "utf8");

  test("names two accounts, several regions and a deployment with a suffix", () => {
    const given = Object.values(config.deployments);
    expect(new Set(given.map(({ account }) => account)).size).toBe(2);
    expect(new Set(given.flatMap(({ regions }) => regions)).size).toBeGreaterThanOrEqual(3);
    expect(deployments).toContain("staging-eu");
  });

  test.each(deployments.filter((name) => name !== "state"))("synthesizes the contract of %s in its account and regions", (name) => {
    const { account, regions, environment } = contractOf(name);
    expect({ account, regions, environment }).toMatchObject({
      account: config.deployments[name]?.account,
      regions: config.deployments[name]?.regions,
      environment: config.deployments[name]?.environment,
    });
  });

  test("each stack that has resources takes its account, range and provider from it, and its state the key of its name", () => {
    const built = deployments.filter((name) => existsSync(stackFolder(out, name)));
    expect(built).toEqual(expect.arrayContaining(["state", "trading", "saas"]));
    for (const name of built) {
      const stack = stackOf(name);
      expect(stack).toContain(`"allowed_account_ids": [\n          "${config.deployments[name]?.account}"`);
      expect(stack).toContain(`"version": "${config.providerVersion}"`);
      if (config.deployments[name]?.backend !== "local") expect(stack).toContain(`"key": "${deploymentPaths(name).stateKey}"`);
      if (config.deployments[name]?.vpcCidr !== undefined) expect(stack).toContain(`"cidr_block": "${config.deployments[name]?.vpcCidr}"`);
    }
  });

  test("settings reach the resources: a router of one's own, a range of a further region", () => {
    expect(stackOf("trading")).toContain('"ip_address": "203.0.113.7"');
    expect(stackOf("saas")).toContain('"cidr_block": "10.31.0.0/16"');
  });
});
