import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readContractFile } from "../../cli/contract-file";
import { effectiveChanges, parsePlan } from "../../optimizer/rollout/plan-check/plan";
import { runOk } from "../support/command";
import { Emulator } from "../support/emulator";
import { ROOT } from "../support/paths";
import { pythonAvailable } from "../support/python-environment";
import { describeWith } from "../support/requirement";
import { terraformAvailable } from "../support/terraform";
import { providerAgainst, shellAgainst } from "./bed/environment";

const EXAMPLE = join(ROOT, "examples", "hcl", "gp2-database");
const page = readFileSync(join(EXAMPLE, "README.md"), "utf8");

describeWith([terraformAvailable(), pythonAvailable()], "the example of a database on gp2", () => {
  const directory = mkdtempSync(join(tmpdir(), "trimtab-gp2-"));
  let emulator: Emulator;
  let environment: Readonly<Record<string, string | undefined>> = {};
  const shell = (line: string) => runOk("sh", ["-c", line], { cwd: directory, env: environment });

  beforeAll(async () => {
    cpSync(EXAMPLE, directory, { recursive: true });
    emulator = await Emulator.start();
    writeFileSync(join(directory, "emulator_override.tf.json"), JSON.stringify({ provider: { aws: providerAgainst(emulator.url) } }));
    environment = shellAgainst(emulator.url);
    await shell("terraform init -input=false && terraform apply -auto-approve -input=false");
  });

  afterAll(async () => {
    await emulator.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  test("init drafts its storage type as a size that gp3-volumes may turn, by the module's own variable", async () => {
    const [, line = ""] = /^ {4}(npx trimtab init .+)$/m.exec(page) ?? [];
    const printed = page.split("```")[1] ?? "";
    const { stdout } = await shell(line.replace(/^npx trimtab/, `node ${join(ROOT, "cli", "bin.cjs")}`));
    expect(stdout.split("\n")).toEqual(expect.arrayContaining(printed.trim().split("\n")));

    const path = join(directory, "trimtab.yaml");
    await expect(readContractFile(path)).rejects.toMatchObject({ problems: ["policy.slos: is missing; it takes a list"] });
    writeFileSync(path, readFileSync(path, "utf8").replace(/\bslos:\s*$/m, "slos: []"));
    const { components, policy, inventory } = await readContractFile(path);
    expect(components.orders).toMatchObject({
      kind: "rds-instance",
      tunables: {
        instance_class: { variable: "database_class", default: "db.r6g.4xlarge" },
        storage_type: { type: "choice", variable: "database_storage_type", ladder: ["gp3", "gp2"], default: "gp2" },
        iops: { min: 0, max: 0 },
        allocated_storage_gib: { min: 500, max: 500 },
      },
    });
    expect(policy.rules["gp3-volumes"]).toEqual({ optedIn: false, peakShareAtMost: 0.6 });
    expect(policy.phases.flatMap(({ turns }) => turns.flatMap(({ tunables }) => tunables))).toContain("storage_type");
    expect(inventory.orders?.resources).toMatchObject([{ scope: "instance", dimensions: { DBInstanceIdentifier: "shop-orders" } }]);
  });

  test("what turns it is one change in place", async () => {
    await shell(
      "terraform plan -input=false -var database_storage_type=gp3 -out=gp3.tfplan && terraform show -json gp3.tfplan > plan.json",
    );
    const changes = effectiveChanges(parsePlan(readFileSync(join(directory, "plan.json"), "utf8"), "plan.json"));
    expect(changes.map(({ address, change: { actions } }) => [address, actions])).toEqual([["aws_db_instance.orders", ["update"]]]);
  });
});
