import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { deploymentContractSchema, receiptSchema, variablesOf } from "../../contract";
import { tradingPolicy } from "../../stacks/trading/policy";
import { tradingContract } from "../../stacks/trading/tunables";
import { describeOnBed } from "./bed/bed";
import { LOCKS, remoteState } from "./bed/locks";
import { Rehearsal } from "./bed/rehearsal";
import { fewestInService, provisionedWrites, shareOfMinutesOver } from "./bed/telemetry";

const variables = variablesOf(tradingContract.components);
const [slo] = tradingPolicy.slos;

describeOnBed("the loop over trading, from an empty account to a change that is turned back", ["state", "trading"], (bed) => {
  let rehearsal: Rehearsal;
  const trading = () => bed.project.stack("trading");
  const remote = () => ({ url: bed.emulator.url, ...bed.project.state, key: "trading/terraform.tfstate" });
  const overrides = () => join(bed.project.root, "overrides");

  /** CloudWatch's dimensions of a component's resources of one scope. */
  const dimensions = (component: string, scope: string, name: string): readonly string[] => {
    const file = join(bed.project.root, "cdktf.out", "contracts", "trading.json");
    const { inventory } = deploymentContractSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    const resources = inventory[component]?.resources.filter((resource) => resource.scope === scope) ?? [];
    return resources.flatMap((resource) => resource.dimensions[name] ?? []);
  };

  /** Every file that a run may leave behind is whole, and the receipt is of this override. */
  const expectNothingHalfWritten = () => {
    expect(readdirSync(overrides()).filter((file) => !/^trading\.(tfvars|receipt)\.json$/.test(file))).toEqual([]);
    const receipt = receiptSchema.parse(JSON.parse(readFileSync(join(overrides(), "trading.receipt.json"), "utf8")));
    const sha256 = createHash("sha256")
      .update(bed.project.override("trading") ?? "")
      .digest("hex");
    expect(receipt.overrideSha256).toBe(sha256);
  };

  /** Types of the ledger's events in their order; every event is whole. */
  const ledgerEvents = (): readonly string[] => {
    const directory = join(bed.project.root, ".trimtab", "ledger", "trading");
    const events = readdirSync(directory).sort();
    return events.map((file) => eventSchema.parse(JSON.parse(readFileSync(join(directory, file), "utf8"))).type);
  };

  /** A refused apply leaves the proposal as it was, however often it is tried. */
  const expectNothingBegun = () => {
    expectNothingHalfWritten();
    expect(ledgerEvents()).toEqual(["proposed"]);
  };

  beforeAll(async () => {
    await bed.project.synth();
    const state = bed.project.stack("state");
    await state.init();
    await state.apply();
    await trading().init();
    await trading().apply();
    rehearsal = await Rehearsal.over(bed, "trading", "trading-overprovisioned");
  });

  afterAll(() => rehearsal?.close());

  test("a second plan of either stack is empty", async () => {
    expect(await bed.project.stack("state").pending()).toEqual([]);
    expect(await trading().pending()).toEqual([]);
  });

  test("trading keeps its state in the bucket that the state stack made, and none on the disk", async () => {
    expect((await remoteState(remote())).resources.map(({ type }) => type)).toContain("aws_rds_cluster");
    expect(existsSync(join(trading().directory, "terraform.tfstate"))).toBe(false);
  });

  test("the simulator starts from what is applied", async () => {
    const { configuration } = await rehearsal.client.state();
    for (const [name, { definition }] of variables) expect({ [name]: configuration[name] }).toEqual({ [name]: definition.default });
  });

  test("optimize proposes the first phase, on simulated evidence and on declared variables only", async () => {
    await rehearsal.result("optimize");
    expectNothingHalfWritten();
    const override: Record<string, unknown> = JSON.parse(bed.project.override("trading") ?? "{}");
    expect(Object.keys(override).length).toBeGreaterThan(0);
    for (const name of Object.keys(override)) expect([...variables.keys()]).toContain(name);
    const receipt = receiptSchema.parse(JSON.parse(readFileSync(join(overrides(), "trading.receipt.json"), "utf8")));
    expect(receipt.source).toBe("simulator");
  });

  test("the plan turns the overridden components and nothing else, and replaces nothing", async () => {
    await bed.project.synth();
    const plan = await trading().plan({ refresh: false });
    const override: Record<string, unknown> = JSON.parse(bed.project.override("trading") ?? "{}");
    const turned = new Set(Object.keys(override).map((name) => variables.get(name)?.component));
    expect(plan.replaced).toEqual([]);
    for (const [name, value] of Object.entries(override)) expect({ [name]: plan.variables[name] }).toEqual({ [name]: value });
    const componentOf = ({ after, before }: (typeof plan.changes)[number]) => tagOf(after) ?? tagOf(before);
    // The published inventory names what a component is made of, and so follows it.
    const foreign = plan.changes.filter((change) => ![...turned, "inventory", undefined].includes(componentOf(change)));
    expect(foreign).toEqual([]);
    expect(plan.changes.length).toBeGreaterThan(0);
  });

  describe.each(Object.entries(LOCKS))("while %s is held by somebody else", (_name, lock) => {
    test("an apply is refused with the holder's name, and goes on afterwards", async () => {
      const before = await remoteState(remote());
      await lock.hold(remote());
      try {
        const refused = await rehearsal.trimtab("rollout apply");
        expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("somebody@elsewhere") });
        expect(refused.stderr).toContain("force-unlock 6f1ed3a1-9d3b-4c1f-9c1e-0d6f5a3f8a10");
        expect(refused.stderr.trim().split("\n").length).toBeLessThanOrEqual(20);
        expectNothingBegun();
      } finally {
        await lock.release(remote());
      }
      expect(await remoteState(remote())).toEqual(before);
    });
  });

  test.each([
    [
      "expired credentials",
      { service: "*", code: "ExpiredToken", message: "The security token included in the request is expired" },
      /expired/,
    ],
    ["throttling", { service: "elasticache", code: "Throttling", message: "Rate exceeded" }, /throttled/],
  ])("under %s an apply ends with one clear message", async (_name, fault, message) => {
    const before = await remoteState(remote());
    await bed.emulator.fail(fault);
    try {
      const refused = await rehearsal.trimtab("rollout apply");
      expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(message) });
      expect(refused.stderr.trim().split("\n").length).toBeLessThanOrEqual(20);
      expect(refused.stderr).not.toMatch(/^\s+at .*:\d+:\d+/m);
      expectNothingBegun();
    } finally {
      await bed.emulator.fail();
    }
    expect(await remoteState(remote())).toEqual(before);
  });

  test("rollout apply brings the whole phase into effect, and leaves an empty plan", async () => {
    const until = await rehearsal.applyPhase();
    const override: Record<string, unknown> = JSON.parse(bed.project.override("trading") ?? "{}");
    expect((await rehearsal.client.state()).configuration).toMatchObject(override);
    expect(await trading().pending()).toEqual([]);
    await rehearsal.client.setClock(until + 600);
  });

  test("the metrics have moved: a table that went on demand publishes no provisioned capacity any more", async () => {
    const { appliedEpochs, nowEpoch } = await rehearsal.client.state();
    const override: Record<string, unknown> = JSON.parse(bed.project.override("trading") ?? "{}");
    const onDemand = Object.entries(override).flatMap(([name, value]) =>
      value === "PAY_PER_REQUEST" ? dimensions(variables.get(name)?.component ?? "", "table", "TableName") : [],
    );
    expect(onDemand.length).toBeGreaterThan(0);
    const [firstTurn = 0] = appliedEpochs;
    for (const table of onDemand) {
      const before = await provisionedWrites(rehearsal.url, table, { startEpoch: firstTurn - 3600, endEpoch: firstTurn });
      expect(before.length).toBeGreaterThan(0);
      expect(Math.min(...before)).toBeGreaterThan(0);
      expect(await provisionedWrites(rehearsal.url, table, { startEpoch: nowEpoch - 3600, endEpoch: nowEpoch })).toEqual([]);
    }
  });

  test("the SLO holds on the smaller system", async () => {
    const now = await rehearsal.now();
    if (slo === undefined) throw new Error("trading has an SLO");
    const day = { startEpoch: now - 20 * 3600, endEpoch: now, statistic: slo.statistic, limitMilliseconds: slo.limit };
    const missed = await shareOfMinutesOver(rehearsal.url, "trading", day);
    expect(missed).toBeLessThanOrEqual(slo.errorBudget);
  });

  test("the observation passes and the phase is promoted", async () => {
    expect(await rehearsal.result("rollout observe")).toMatchObject({ verdict: "pass" });
    expect((await rehearsal.trimtab("promote")).code).toBe(0);
  });

  test("a later phase that hurts is turned back: the old bytes, applied, an empty plan", async () => {
    const before = bed.project.override("trading");
    await rehearsal.result("optimize");
    expect(bed.project.override("trading")).not.toBe(before);
    const least = Number((await rehearsal.client.state()).configuration.order_service_min_size);
    await rehearsal.applyPhase();
    const now = await rehearsal.now();
    await rehearsal.client.addFaults({ kind: "latency", component: "order_service", factor: 20, from: now });
    await rehearsal.client.setClock(now + 3600);
    const groups = dimensions("order_service", "group", "AutoScalingGroupName");
    expect(await fewestInService(rehearsal.url, groups, { startEpoch: now - 7200, endEpoch: now - 3600 })).toBeGreaterThanOrEqual(least);
    expect(await fewestInService(rehearsal.url, groups, { startEpoch: now, endEpoch: now + 3600 })).toBeLessThan(least);
    expect(await rehearsal.trimtab("rollout observe")).toMatchObject({ code: 3 });
    expect(bed.project.override("trading")).toBe(before);
    expect(await trading().pending()).toEqual([]);
    await rehearsal.client.clearFaults();
  });

  test("both stacks can be destroyed completely", async () => {
    await trading().destroy();
    expect(await trading().resources()).toEqual([]);
    await bed.project.stack("state").destroy();
  });
});

const eventSchema = z.looseObject({ type: z.string() });

/** Component that a planned resource is tagged with, where it has tags. */
function tagOf(values: Readonly<Record<string, unknown>>): string | undefined {
  const tags = values.tags_all;
  if (typeof tags !== "object" || tags === null || !("Component" in tags)) return undefined;
  return typeof tags.Component === "string" ? tags.Component : undefined;
}
