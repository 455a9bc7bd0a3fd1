import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { readContractFile } from "../../cli/contract-file";
import { ENDPOINT_VARIABLES } from "../../cli/simulator-process";
import { effectiveChanges, parsePlan } from "../../optimizer/rollout/plan-check/plan";
import { type Outcome, run, runOk } from "../support/command";
import { Emulator } from "../support/emulator";
import { ROOT } from "../support/paths";
import { pythonAvailable } from "../support/python-environment";
import { describeWith } from "../support/requirement";
import { terraformAvailable } from "../support/terraform";
import { providerAgainst, shellAgainst } from "./bed/environment";

const EXAMPLE = join(ROOT, "examples", "hcl", "plain-root");
const NOW = "2026-11-18T06:00:00Z";
const page = readFileSync(join(EXAMPLE, "README.md"), "utf8");
const announcement = z.object({ url: z.string() });

/** The lines that the page has typed in one of its sections. */
const typedIn = (heading: string): readonly string[] => {
  const section = page.split(/^#+ /m).find((text) => text.startsWith(heading)) ?? "";
  return [...section.matchAll(/^ {4}((?:npx trimtab|terraform) .+)$/gm)].map(([, line = ""]) => line);
};

describeWith([terraformAvailable(), pythonAvailable()], "the example with plain HCL does, line by line, what its page says", () => {
  const directory = mkdtempSync(join(tmpdir(), "trimtab-plain-"));
  let emulator: Emulator;
  let simulator: ChildProcess | undefined;
  let environment: Readonly<Record<string, string | undefined>> = {};

  /** As a person would type it; what a person is asked is answered. */
  function typed(line: string, more = "", env = environment): Promise<Outcome> {
    const words = `${line.replace(/^npx trimtab/, `node ${join(ROOT, "cli", "bin.cjs")}`).replace(/^terraform apply$/, "terraform apply -auto-approve")} ${more}`;
    return runOk("sh", ["-c", words], { cwd: directory, env });
  }
  const file = (name: string): string => readFileSync(join(directory, name), "utf8");

  beforeAll(async () => {
    cpSync(EXAMPLE, directory, { recursive: true });
    emulator = await Emulator.start();
    writeFileSync(join(directory, "emulator_override.tf.json"), JSON.stringify({ provider: { aws: providerAgainst(emulator.url) } }));
    environment = { ...shellAgainst(emulator.url), TF_VAR_ami_id: "ami-12c6146b" };
    for (const line of typedIn("A root module")) await typed(line);
  });

  afterAll(async () => {
    simulator?.kill();
    await emulator.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  test("init drafts the contract, and asks for the limit alone that must be filled in", async () => {
    const [line = ""] = typedIn("Draft");
    const printed = page.split("```")[1] ?? "";
    expect((await typed(line)).stdout.split("\n")).toEqual(expect.arrayContaining(printed.trim().split("\n")));
    expect(file("trimtab.yaml")).toContain("# DECIDE: how many milliseconds may it take?");
    await expect(readContractFile(join(directory, "trimtab.yaml"))).rejects.toMatchObject({
      problems: ["policy.slos.0.limit: is missing; it takes a number"],
    });
    const decision = "limit: 250";
    expect(page).toContain(`\`${decision}\``);
    writeFileSync(join(directory, "trimtab.yaml"), file("trimtab.yaml").replace(/\blimit:\s*$/m, decision));
    await readContractFile(join(directory, "trimtab.yaml"));
  });

  test("init does not write over what a person decided, unless told to", async () => {
    const before = file("trimtab.yaml");
    const outcome = await run("node", [join(ROOT, "cli", "bin.cjs"), "init", "--from-terraform", "."], {
      cwd: directory,
      env: environment,
    });
    expect(outcome).toMatchObject({ code: 1, stderr: expect.stringMatching(/trimtab\.yaml is there already[\s\S]*--force/) });
    expect(file("trimtab.yaml")).toBe(before);
  });

  test("collect and optimize read the simulator, and write the override of the first phase", async () => {
    const simulate = ["simulate", "--contract", "trimtab.yaml", "--scenario", "scenario.json", "--json"];
    expect(typedIn("Measure")).toContain(`npx trimtab ${simulate.slice(0, -1).join(" ")}`);
    simulator = spawn("node", [join(ROOT, "cli", "bin.cjs"), ...simulate], {
      cwd: directory,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (simulator.stdout === null) throw new TypeError("stdout is a pipe");
    const line = await new Promise<string>((resolve, reject) => {
      if (simulator?.stdout) createInterface({ input: simulator.stdout }).once("line", resolve);
      simulator?.once("exit", () => reject(new Error("the simulator ended; its message is above")));
    });
    const { url } = announcement.parse(JSON.parse(line));
    const telemetry = { ...environment, ...Object.fromEntries(ENDPOINT_VARIABLES.map((name) => [name, url])) };
    const [collect = "", optimize = "", explain = ""] = typedIn("Measure").filter((each) => !each.includes("simulate"));
    const collected = await typed(collect, `--now ${NOW}`, telemetry);
    expect(collected.stdout).toContain("trimtab analyze shop --contract trimtab.yaml --snapshot ");
    const analyzed = await typed("npx trimtab analyze --contract trimtab.yaml");
    expect(analyzed.stdout).toMatch(/^\| events +\| billing_mode PROVISIONED → PAY_PER_REQUEST/m);
    const optimized = await typed(optimize, `--now ${NOW}`, telemetry);
    expect(optimized.stdout).toContain("terraform plan -var-file=overrides/shop.tfvars.json");
    expect(JSON.parse(file("overrides/shop.tfvars.json"))).toMatchObject({ events_billing_mode: "PAY_PER_REQUEST" });
    expect(existsSync(join(directory, "overrides/shop.receipt.json"))).toBe(true);
    expect((await typed(explain)).stdout).toContain("sessions");
  });

  test("a plain plan with the override changes what it turns, in place, and nothing else", async () => {
    const lines = typedIn("Plan it");
    expect(lines).toHaveLength(3);
    const outcomes: Outcome[] = [];
    for (const line of lines) outcomes.push(await typed(line));
    const changed = effectiveChanges(parsePlan(file("plan.json"), "plan.json")).map(({ address, change }) => [address, change.actions]);
    expect(changed).toEqual(expect.arrayContaining([["aws_dynamodb_table.events", ["update"]]]));
    expect(
      changed.filter(([address]) => !["aws_dynamodb_table.events", "aws_elasticache_replication_group.sessions"].includes(String(address))),
    ).toEqual([]);
    expect(outcomes[2]?.stdout).toMatch(/The plan of shop is as agreed: [12] changes\./);
  });
});
