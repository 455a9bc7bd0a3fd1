import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { statusText } from "../../../cli/texts";
import { canonicalJson, defaultsOf, ObservationError, RefusedError, receiptSchema } from "../../../contract";
import { overridePaths } from "../../../optimizer/overrides";
import type { Delta } from "../../../optimizer/plan/recommendation";
import { applyPhase, observe, pin, promote, propose, type RolloutContext, rollBack, status } from "../../../optimizer/rollout";
import { Died, NIGHT, RolloutWorld, recommending } from "../../support/rollout-world";
import { smallContract } from "../../support/small-contract";
import { temporaryDirectory } from "../../support/temporary-directory";

const directory = temporaryDirectory();
const tables: Delta = { variable: "orders_billing_mode", from: "PROVISIONED", to: "PAY_PER_REQUEST" };
const shards: Delta = { variable: "cache_shards", from: 15, to: 8 };
const servers: Delta = { variable: "web_min_size", from: 15, to: 6 };
const steps = [[tables, shards], [servers]];
const target = { cache_shards: 8, orders_billing_mode: "PAY_PER_REQUEST", web_min_size: 6 };
const defaults = defaultsOf(smallContract().components);
const AT_ONCE = { wait: true };
const BY_HAND = { reason: "by hand", filesOnly: false };

const { observation } = smallContract().policy;
const latencyOnly = smallContract({ observation: { ...observation, triggers: observation.triggers.slice(0, 1) } });
const newWorld = () => new RolloutWorld(latencyOnly, directory());
const fileOf = (world: RolloutWorld) => overridePaths(world.overrides(), "trading");
const overrideOf = (world: RolloutWorld) => (existsSync(fileOf(world).override) ? readFileSync(fileOf(world).override, "utf8") : null);

async function proposed(world: RolloutWorld): Promise<RolloutContext> {
  const context = await world.start();
  await propose(context, recommending(steps), false);
  return context;
}

async function applied(world: RolloutWorld): Promise<RolloutContext> {
  const context = await proposed(world);
  await applyPhase(context, AT_ONCE);
  return context;
}

/** Edits the override as a person would: receipt and ledger know nothing of it. */
function edit(world: RolloutWorld, values: object): void {
  mkdirSync(world.overrides(), { recursive: true });
  writeFileSync(fileOf(world).override, canonicalJson(values));
}

describe("proposing", () => {
  test("writes the phase's override and its receipt, and nothing on a dry run", async () => {
    const world = newWorld();
    const context = await world.start();
    await propose(context, recommending(steps), true);
    expect(existsSync(world.overrides())).toBe(false);
    await propose(context, recommending(steps), false);
    expect(overrideOf(world)).toBe(canonicalJson(target));
    expect(JSON.parse(readFileSync(fileOf(world).receipt, "utf8"))).toMatchObject({ source: "simulator", phase: 1 });
  });

  test("of a what-if, it is written down as one: receipt, ledger and status say what was set in place of the policy", async () => {
    const world = newWorld();
    const whatIf = { minConfidence: { policy: 0.5, run: 0.7 } };
    const context = await world.start();
    await propose(context, recommending(steps, { whatIf }), false);
    expect(JSON.parse(readFileSync(fileOf(world).receipt, "utf8"))).toMatchObject({ whatIf });
    expect(context.journal.entries().at(-1)).toMatchObject({
      event: { reason: expect.stringContaining("what-if: confidence 0.7 in place of") },
    });
    expect(await status(context)).toMatchObject({ whatIfs: [{ phase: 1, whatIf }] });
    await applyPhase(context, AT_ONCE);
    expect(JSON.parse(readFileSync(fileOf(world).receipt, "utf8"))).toMatchObject({ whatIf });
  });

  test("of a phase after a what-if, the what-if is not forgotten while its values are in the override: receipt and status name its phase", async () => {
    const world = newWorld();
    const whatIf = { optIns: { policy: [], run: ["valkey"] } };
    const context = await world.start();
    await propose(context, recommending([[tables, shards]], { whatIf }), false);
    await applyPhase(context, AT_ONCE);
    world.nowEpoch += 3 * 24 * 3600;
    expect((await observe(context, { rollBack: true })).verdict).toBe("pass");
    await promote(context);
    const second = recommending([[servers]]);
    await propose(context, { ...second, phases: second.phases.map((phase) => ({ ...phase, number: 2 })) }, false);
    const receipt = receiptSchema.parse(JSON.parse(readFileSync(fileOf(world).receipt, "utf8")));
    expect(receipt).toMatchObject({ phase: 2, earlierWhatIfs: [{ phase: 1, whatIf }] });
    expect(receipt).not.toHaveProperty("whatIf");
    const told = await status(context);
    expect(told).toMatchObject({ whatIfs: [{ phase: 1, whatIf }] });
    expect(statusText(told, "trading")).toContain("Phase 1 of the override was proposed as a what-if: opt-in valkey");
  });

  test("of less confidence than the policy asks for, nothing is written: an option may ask for more evidence, not for less", async () => {
    const world = newWorld();
    const context = await world.start();
    const lax = recommending(steps, { whatIf: { minConfidence: { policy: 0.5, run: 0.49 } } });
    expect(await propose(context, lax, false)).toEqual({
      proposed: false,
      reason: "it was decided with confidence 0.49, and the policy asks for 0.5; to roll that out, change minConfidence in the policy",
    });
    expect(existsSync(world.overrides())).toBe(false);
    expect(context.journal.entries()).toEqual([]);
  });

  test("it is the policy of now that says how much: what it was when the measurements were taken does not count", async () => {
    const context = await new RolloutWorld(smallContract({ minConfidence: 0.6 }), directory()).start();
    const lax = recommending(steps, { whatIf: { minConfidence: { policy: 0.5, run: 0.55 } } });
    expect(await propose(context, lax, false)).toMatchObject({
      proposed: false,
      reason: expect.stringContaining("confidence 0.55, and the policy asks for 0.6"),
    });
  });

  test("is refused while a phase is open", async () => {
    const context = await proposed(newWorld());
    await expect(propose(context, recommending(steps), false)).rejects.toThrow(RefusedError);
  });

  test("leaves pinned variables out", async () => {
    const world = newWorld();
    const context = await world.start();
    await pin(context, { variable: "cache_shards", reason: "audit", expiresEpoch: NIGHT + 1 });
    await propose(context, recommending(steps), false);
    expect(JSON.parse(overrideOf(world) ?? "")).toEqual({ orders_billing_mode: "PAY_PER_REQUEST", web_min_size: 6 });
  });

  test("leaves a whole component out of which one size is pinned: its sizes were judged together", async () => {
    const context = await newWorld().start();
    const fewerLarger = [
      [{ variable: "web_min_size", from: 15, to: 30 }],
      [{ variable: "web_instance_type", from: "c6i.2xlarge", to: "c6i.large" }],
    ];
    await pin(context, { variable: "web_min_size", reason: "audit", expiresEpoch: NIGHT + 1 });
    expect(await propose(context, recommending(fewerLarger), false)).toMatchObject({ proposed: false });
    expect(await propose(context, recommending([...fewerLarger, [tables]]), false)).toMatchObject({ steps: [[tables]] });
  });

  test("with nothing to change says why", async () => {
    const scaleUp = [{ trigger: "queue depth", atEpoch: 0, value: 2, limit: 1 }];
    expect(await propose(await newWorld().start(), recommending([], { scaleUp }), false)).toMatchObject({
      proposed: false,
      reason: expect.stringContaining("queue depth"),
    });
  });
});

describe("applying", () => {
  test("goes step by step, each planned, checked, applied and in effect before the next", async () => {
    const world = newWorld();
    await applied(world);
    expect(world.effects.filter((word) => !word.includes(" "))).toEqual([
      "synth",
      "plan",
      "apply",
      "effective",
      "synth",
      "plan",
      "apply",
      "effective",
    ]);
    expect(world.applied).toEqual({ ...defaults, ...target });
    expect(overrideOf(world)).toBe(canonicalJson(target));
  });

  test("stops at a soak instead of sleeping, and goes on when it is over", async () => {
    const world = newWorld();
    const context = await proposed(world);
    expect(await applyPhase(context, { wait: false })).toMatchObject({ type: "soak", step: 0 });
    expect(world.applied.web_min_size).toBe(15);
    world.nowEpoch += 30 * 60;
    expect(await applyPhase(context, { wait: false })).toMatchObject({ type: "observe" });
  });

  test("is refused in a freeze, unless somebody says why not", async () => {
    const world = newWorld();
    const context = await proposed(world);
    world.nowEpoch = Date.parse("2026-11-23T15:00:00Z") / 1000;
    await expect(applyPhase(context, AT_ONCE)).rejects.toThrow(/market hours/);
    await expect(applyPhase(context, { wait: false, forceFreeze: "incident 7" })).resolves.toMatchObject({ type: "soak" });
  });

  test("is refused where the step would typically last into a freeze", async () => {
    const world = newWorld();
    const context = await proposed(world);
    world.nowEpoch = Date.parse("2026-11-23T13:59:00Z") / 1000;
    await expect(applyPhase(context, AT_ONCE)).rejects.toThrow(/market hours/);
    world.nowEpoch = Date.parse("2026-11-23T12:00:00Z") / 1000;
    await expect(applyPhase(context, { wait: false })).resolves.toMatchObject({ type: "soak" });
  });

  test("applies nothing when the plan is not what was agreed", async () => {
    const world = newWorld();
    const context = await proposed(world);
    world.applied = { ...world.applied, cache_replicas_per_shard: 5 };
    await expect(applyPhase(context, AT_ONCE)).rejects.toThrow(RefusedError);
    expect(world.effects).not.toContain("apply");
  });

  test("rolls the phase back when a soak hurts", async () => {
    const world = newWorld();
    const context = await proposed(world);
    await applyPhase(context, { wait: false });
    world.nowEpoch += 30 * 60;
    world.latency = [99, 99, 99, 99, 99];
    await expect(applyPhase(context, { wait: false })).rejects.toThrow(ObservationError);
    expect(world.applied).toEqual(defaults);
    expect(overrideOf(world)).toBeNull();
  });

  test("of simulated measurements towards AWS is refused before anything is begun", async () => {
    const world = newWorld();
    world.loopback = false;
    const context = await proposed(world);
    await expect(applyPhase(context, AT_ONCE)).rejects.toThrow(/simulated measurements/);
    expect(context.journal.state().open?.steps[0]?.status).toBe("pending");
  });

  test("refuses a proposal that somebody reverted", async () => {
    const world = newWorld();
    const context = await proposed(world);
    rmSync(fileOf(world).override);
    await expect(applyPhase(context, AT_ONCE)).rejects.toThrow(/does not hold the proposal/);
  });

  test("keeps and pins what a person edited in the proposal", async () => {
    const world = newWorld();
    const context = await proposed(world);
    edit(world, { ...target, web_min_size: 9 });
    await applyPhase(context, AT_ONCE);
    expect(world.applied).toEqual({ ...defaults, ...target, web_min_size: 9 });
    expect(Object.keys(context.journal.state().pins)).toEqual(["web_min_size"]);
  });

  test("stops before a size whose component was moved by hand since the proposal", async () => {
    const world = newWorld();
    const context = await world.start();
    const type: Delta = { variable: "web_instance_type", from: "c6i.2xlarge", to: "c6i.xlarge" };
    await propose(context, recommending([[{ variable: "web_min_size", from: 15, to: 30 }], [type]]), false);
    edit(world, { web_min_size: 12, web_instance_type: "c6i.xlarge" });
    await expect(applyPhase(context, AT_ONCE)).rejects.toThrow(/web_instance_type may not be turned/);
    expect(world.applied).toEqual(defaults);
    await rollBack(context, BY_HAND);
    expect(JSON.parse(overrideOf(world) ?? "")).toEqual({ web_min_size: 12 });
  });

  test("takes the reviewed proposal, restored between two steps, for what it is", async () => {
    const world = newWorld();
    const context = await proposed(world);
    await applyPhase(context, { wait: false });
    edit(world, target);
    world.nowEpoch += 30 * 60;
    await applyPhase(context, AT_ONCE);
    expect(context.journal.state().pins).toEqual({});
    expect(world.applied).toEqual({ ...defaults, ...target });
  });
});

describe("rolling back", () => {
  test("restores the bytes from before, and capacities before Terraform", async () => {
    const world = newWorld();
    edit(world, { web_max_size: 20 });
    const handwritten = overrideOf(world);
    world.applied = { ...defaults, web_max_size: 20 };
    const context = await applied(world);
    world.effects.length = 0;
    expect(await rollBack(context, BY_HAND)).toMatchObject({ byteIdentical: true, applied: true, kept: [] });
    expect(overrideOf(world)).toBe(handwritten);
    expect(world.applied).toEqual({ ...defaults, web_max_size: 20 });
    expect(world.effects.filter((word) => /^(restore|plan|apply)/.test(word))).toEqual([
      "plan",
      "apply",
      "restore PROVISIONED",
      "plan",
      "apply",
    ]);
  });

  test("takes one step back after the other, the last first, each in effect before the next", async () => {
    const world = newWorld();
    const context = await applied(world);
    const seen: unknown[] = [];
    const { untilEffective } = context.live;
    const live = {
      ...context.live,
      untilEffective: async (...turned: Parameters<typeof untilEffective>) => {
        seen.push([world.applied.web_min_size, world.applied.cache_shards]);
        await untilEffective(...turned);
      },
    };
    expect(await rollBack({ ...context, live }, BY_HAND)).toMatchObject({ byteIdentical: true });
    expect(seen).toEqual([
      [15, 8],
      [15, 15],
    ]);
  });

  test("puts a set's members back one after the other", async () => {
    const world = newWorld();
    const context = await world.start();
    const indexes = (from: readonly string[], to: readonly string[]): Delta => ({ variable: "orders_indexes", from, to });
    await propose(context, recommending([[indexes(["by_day", "by_user"], ["by_user"])], [indexes(["by_user"], [])]]), false);
    await applyPhase(context, AT_ONCE);
    expect(world.applied.orders_indexes).toEqual([]);
    const seen: unknown[] = [];
    const { untilEffective } = context.live;
    const live = {
      ...context.live,
      untilEffective: async (...turned: Parameters<typeof untilEffective>) => {
        seen.push([world.applied.orders_indexes, turned[0]]);
        await untilEffective(...turned);
      },
    };
    expect(await rollBack({ ...context, live }, BY_HAND)).toMatchObject({ byteIdentical: true, kept: [] });
    expect(seen).toEqual([
      [["by_user"], [indexes([], ["by_user"])]],
      [["by_day", "by_user"], [indexes(["by_user"], ["by_day", "by_user"])]],
    ]);
  });

  test("brings along what somebody set by hand elsewhere and did not apply yet", async () => {
    const world = newWorld();
    const context = await applied(world);
    edit(world, { ...target, web_max_size: 36 });
    expect(await rollBack(context, BY_HAND)).toMatchObject({ byteIdentical: false, kept: [] });
    expect(world.applied).toEqual({ ...defaults, web_max_size: 36 });
    expect(Object.keys(context.journal.state().pins)).toEqual(["web_max_size"]);
  });

  test("takes a set that somebody restored already for what it is", async () => {
    const world = newWorld();
    const context = await world.start();
    const without = (from: readonly string[], to: readonly string[]): readonly Delta[] => [{ variable: "orders_indexes", from, to }];
    await propose(context, recommending([without(["by_day", "by_user"], ["by_user"]), without(["by_user"], [])]), false);
    await applyPhase(context, AT_ONCE);
    rmSync(fileOf(world).override);
    expect(await rollBack(context, BY_HAND)).toMatchObject({ byteIdentical: true, kept: [] });
    expect([world.applied, context.journal.state().pins]).toEqual([defaults, {}]);
  });

  test("takes a file that somebody restored already for what it is", async () => {
    const world = newWorld();
    const context = await applied(world);
    rmSync(fileOf(world).override);
    expect(await rollBack(context, BY_HAND)).toMatchObject({ byteIdentical: true, kept: [] });
    expect([world.applied, context.journal.state().pins]).toEqual([defaults, {}]);
  });

  test("leaves no file where there was none", async () => {
    const world = newWorld();
    await rollBack(await applied(world), BY_HAND);
    expect([existsSync(fileOf(world).override), existsSync(fileOf(world).receipt)]).toEqual([false, false]);
  });

  test("keeps, pins and reports what somebody raised since", async () => {
    const world = newWorld();
    const context = await applied(world);
    edit(world, { ...target, web_min_size: 12 });
    world.applied = { ...world.applied, web_min_size: 12 };
    expect(await rollBack(context, BY_HAND)).toMatchObject({ kept: ["web_min_size"], byteIdentical: false });
    expect(world.applied).toEqual({ ...defaults, web_min_size: 12 });
    expect(JSON.parse(overrideOf(world) ?? "")).toEqual({ web_min_size: 12 });
    expect(Object.keys(context.journal.state().pins)).toEqual(["web_min_size"]);
  });

  test("of a phase that was never applied only puts the files back", async () => {
    const world = newWorld();
    expect(await rollBack(await proposed(world), BY_HAND)).toMatchObject({ applied: false, byteIdentical: true });
    expect(world.effects).not.toContain("plan");
  });
});

describe("observing", () => {
  test("passes after a whole quiet window, and the phase can be promoted", async () => {
    const world = newWorld();
    const context = await applied(world);
    await expect(promote(context)).rejects.toThrow(RefusedError);
    world.nowEpoch += 25 * 3600;
    expect((await observe(context, { rollBack: true })).verdict).toBe("pass");
    expect(await promote(context)).toMatchObject({
      phase: 1,
      pending: expect.arrayContaining([{ variable: "cache_shards", default: 15, value: 8 }]),
    });
    expect(context.journal.state().open).toBeUndefined();
  });

  test("passes nothing on a relative trigger, which nobody judges", async () => {
    const relativeTriggers = [{ name: "p99 +20 %", component: "web", metric: "latency", statistic: "p99", worseBy: 0.2 } as const];
    const world = new RolloutWorld(smallContract({ observation: { ...latencyOnly.policy.observation, relativeTriggers } }), directory());
    const context = await applied(world);
    world.nowEpoch += 25 * 3600;
    expect(await observe(context, { rollBack: true })).toMatchObject({
      verdict: "inconclusive",
      reasons: [expect.stringContaining("p99 +20 %")],
    });
  });

  test("that fails rolls back at once", async () => {
    const world = newWorld();
    const context = await applied(world);
    world.latency = [5, 99, 99, 99];
    const observed = await observe(context, { rollBack: true });
    expect(observed).toMatchObject({ verdict: "fail", rolledBack: { byteIdentical: true } });
    expect(world.applied).toEqual(defaults);
  });

  test("that fails leaves the rollback due where it is not to be made", async () => {
    const world = newWorld();
    const context = await applied(world);
    world.latency = [5, 99, 99, 99];
    await observe(context, { rollBack: false });
    await expect(applyPhase(context, AT_ONCE)).rejects.toThrow(/due to be rolled back/);
  });

  test("that fails and cannot be turned back now says that the rollback is due, and the next run makes it", async () => {
    const world = newWorld();
    const context = await applied(world);
    world.latency = [5, 99, 99, 99];
    world.locked = true;
    await expect(observe(context, { rollBack: true })).rejects.toThrow(ObservationError);
    world.locked = false;
    expect(await rollBack(context, BY_HAND)).toMatchObject({ byteIdentical: true, applied: true });
    expect(world.applied).toEqual(defaults);
  });

  test("before anything is applied is refused", async () => {
    await expect(observe(await proposed(newWorld()), { rollBack: true })).rejects.toThrow(RefusedError);
  });
});

describe("a run that dies anywhere is picked up by the next", () => {
  /** Runs to the end, in as many processes as it takes: the first dies at its n-th effect. */
  async function survive(world: RolloutWorld, dieAt: number, work: (context: RolloutContext) => Promise<unknown>): Promise<boolean> {
    world.dieAt = dieAt;
    try {
      await work(await world.start());
      return false;
    } catch (error) {
      if (!(error instanceof Died)) throw error;
    }
    world.dieAt = Number.POSITIVE_INFINITY;
    await work(await world.start());
    return true;
  }

  const restart = (): void => {
    rmSync(directory(), { recursive: true, force: true });
    mkdirSync(directory());
  };

  test("while applying: every step is applied once, and the file ends as proposed", async () => {
    let deaths = 0;
    for (let dieAt = 1, died = true; died; dieAt++) {
      restart();
      const world = newWorld();
      await proposed(world);
      world.effects.length = 0;
      died = await survive(world, dieAt, (context) => applyPhase(context, AT_ONCE));
      if (died) deaths++;
      expect(world.applied).toEqual({ ...defaults, ...target });
      expect(overrideOf(world)).toBe(canonicalJson(target));
      expect(world.effects.filter((word) => word === "apply")).toHaveLength(2);
    }
    expect(deaths).toBeGreaterThan(15);
  });

  test("while putting a set's members back: everything is as before, and no file is left", async () => {
    const without = (from: readonly string[], to: readonly string[]): readonly Delta[] => [{ variable: "orders_indexes", from, to }];
    for (let dieAt = 1, died = true; died; dieAt++) {
      restart();
      const world = newWorld();
      const context = await world.start();
      await propose(context, recommending([without(["by_day", "by_user"], ["by_user"]), without(["by_user"], [])]), false);
      await applyPhase(context, AT_ONCE);
      died = await survive(world, dieAt, async (again) => {
        if (again.journal.state().open !== undefined) await rollBack(again, BY_HAND);
      });
      expect(world.applied).toEqual(defaults);
      expect(overrideOf(world)).toBeNull();
      expect((await world.start()).journal.state().pins).toEqual({});
    }
  });

  test("while rolling back: everything is as before, and no file is left", async () => {
    let deaths = 0;
    for (let dieAt = 1, died = true; died; dieAt++) {
      restart();
      const world = newWorld();
      await applied(world);
      died = await survive(world, dieAt, async (context) => {
        if (context.journal.state().open !== undefined) await rollBack(context, BY_HAND);
      });
      if (died) deaths++;
      expect(world.applied).toEqual(defaults);
      expect(overrideOf(world)).toBeNull();
      expect((await world.start()).journal.state().open).toBeUndefined();
    }
    expect(deaths).toBeGreaterThan(7);
  });
});
