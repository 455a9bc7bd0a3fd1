import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { canonicalJson, defaultsOf, RefusedError, TerraformError } from "../../../contract";
import { overridePaths } from "../../../optimizer/overrides";
import type { Delta } from "../../../optimizer/plan/recommendation";
import { applyPhase, propose, type RolloutContext, rollBack } from "../../../optimizer/rollout";
import { Died, RolloutWorld, recommending } from "../../support/rollout-world";
import { smallContract } from "../../support/small-contract";
import { temporaryDirectory } from "../../support/temporary-directory";

const directory = temporaryDirectory();
const servers: Delta = { variable: "web_min_size", from: 15, to: 6 };
const shards: Delta = { variable: "cache_shards", from: 15, to: 8 };
const proposal = { cache_shards: 8, web_min_size: 6 };
const contract = smallContract();
const defaults = defaultsOf(contract.components);
const ONE_STEP = { wait: false };

const overrideOf = (world: RolloutWorld): string | null => {
  const { override } = overridePaths(world.overrides(), "trading");
  return existsSync(override) ? readFileSync(override, "utf8") : null;
};

/** As a person would: receipt and ledger know nothing of it. */
function edit(world: RolloutWorld, values: object): void {
  mkdirSync(world.overrides(), { recursive: true });
  writeFileSync(overridePaths(world.overrides(), "trading").override, canonicalJson(values));
}

async function proposed(): Promise<{ world: RolloutWorld; context: RolloutContext }> {
  const world = new RolloutWorld(contract, directory());
  const context = await world.start();
  await propose(context, recommending([[servers], [shards]]), false);
  return { world, context };
}

const events = (context: RolloutContext) => context.journal.entries().map(({ event }) => event.type);

describe("nothing is written of a step before its plan has passed", () => {
  test.each<[string, (world: RolloutWorld) => void, new (...args: never[]) => Error]>([
    [
      "a held lock",
      (world) => {
        world.locked = true;
      },
      TerraformError,
    ],
    [
      "a plan that is not what was agreed",
      (world) => {
        world.applied = { ...world.applied, cache_replicas_per_shard: 5 };
      },
      RefusedError,
    ],
  ])("%s leaves ledger and override as they were, and the next run begins the step", async (_name, disturb, refusal) => {
    const { world, context } = await proposed();
    disturb(world);
    await expect(applyPhase(context, ONE_STEP)).rejects.toThrow(refusal);
    expect([events(context), overrideOf(world)]).toEqual([["proposed"], canonicalJson(proposal)]);
    world.locked = false;
    world.applied = defaults;
    await applyPhase(context, ONE_STEP);
    expect([world.applied.web_min_size, overrideOf(world)]).toEqual([6, canonicalJson({ web_min_size: 6 })]);
  });

  test("the plan that was checked is the one that is applied: there is one for each step", async () => {
    const { world, context } = await proposed();
    await applyPhase(context, ONE_STEP);
    expect(world.effects.filter((word) => word === "plan")).toHaveLength(1);
  });

  test("a step with an API call before its apply is planned before the call, and planned and checked again after it", async () => {
    const world = new RolloutWorld(contract, directory());
    const onDemand = { orders_billing_mode: "PAY_PER_REQUEST" };
    edit(world, onDemand);
    world.applied = { ...defaults, ...onDemand };
    const context = await world.start();
    const back: Delta = { variable: "orders_billing_mode", from: "PAY_PER_REQUEST", to: "PROVISIONED" };
    await propose(context, recommending([[back]]), false);
    world.effects.length = 0;
    await applyPhase(context, ONE_STEP);
    expect(world.effects.filter((word) => /^(plan|restore|after step-started|apply)/.test(word))).toEqual([
      "plan",
      "after step-started",
      "restore undefined",
      "plan",
      "apply",
    ]);
  });

  test("an edit that arrives while Terraform plans is not written over", async () => {
    const { world, context } = await proposed();
    const edited = { ...proposal, web_max_size: 36 };
    const { plan } = context.terraform;
    const terraform = {
      ...context.terraform,
      plan: async () => {
        edit(world, edited);
        return plan();
      },
    };
    await expect(applyPhase({ ...context, terraform }, ONE_STEP)).rejects.toThrow(/was edited while its next step was being planned/);
    expect([world.applied, overrideOf(world), events(context)]).toEqual([defaults, canonicalJson(edited), ["proposed"]]);
    await applyPhase(context, ONE_STEP);
    expect(world.applied).toEqual({ ...defaults, web_min_size: 6, web_max_size: 36 });
  });

  test("a run that dies right after the ledger's event is picked up although a person had edited the proposal", async () => {
    const { world } = await proposed();
    edit(world, { ...proposal, web_max_size: 36 });
    const dying = await world.start();
    const journal = {
      ...dying.journal,
      record: async (...[event]: Parameters<typeof dying.journal.record>) => {
        await dying.journal.record(event);
        if (event.type === "step-started") throw new Died("step-started");
      },
    };
    await expect(applyPhase({ ...dying, journal }, ONE_STEP)).rejects.toThrow(Died);
    await applyPhase(await world.start(), ONE_STEP);
    expect(world.applied).toEqual({ ...defaults, web_min_size: 6, web_max_size: 36 });
  });
});

describe("what a person set by hand beside the proposal", () => {
  const replacing = { cache_node_type: "cache.r6g.large" };
  const onlyServers = async () => {
    const world = new RolloutWorld(contract, directory());
    const context = await world.start();
    await propose(context, recommending([[servers]]), false);
    return { world, context };
  };

  test("comes along with the step where nothing is destroyed for it", async () => {
    const { world, context } = await onlyServers();
    edit(world, { web_min_size: 6, orders_read_min_capacity: 120 });
    await applyPhase(context, ONE_STEP);
    expect(world.applied).toEqual({ ...defaults, web_min_size: 6, orders_read_min_capacity: 120 });
  });

  test("is refused where its change is announced to replace something", async () => {
    const { world, context } = await onlyServers();
    edit(world, { web_min_size: 6, ...replacing });
    await expect(applyPhase(context, ONE_STEP)).rejects.toMatchObject({
      message: expect.stringContaining("cache_node_type set by hand may destroy or replace"),
      hint: expect.stringContaining("comes on its own"),
    });
    expect([world.applied, events(context)]).toEqual([defaults, ["proposed"]]);
  });

  test("is no obstacle once it was applied on its own", async () => {
    const { world, context } = await onlyServers();
    edit(world, { web_min_size: 6, ...replacing });
    world.applied = { ...defaults, ...replacing };
    await applyPhase(context, ONE_STEP);
    expect(world.applied).toEqual({ ...defaults, ...replacing, web_min_size: 6 });
  });

  test("is not replaced by a rollback either, which goes on once it is taken out", async () => {
    const { world, context } = await onlyServers();
    await applyPhase(context, ONE_STEP);
    edit(world, { web_min_size: 6, ...replacing });
    const byHand = { reason: "by hand", filesOnly: false };
    await expect(rollBack(context, byHand)).rejects.toThrow(/may destroy or replace/);
    expect(world.applied).toEqual({ ...defaults, web_min_size: 6 });
    rmSync(overridePaths(world.overrides(), "trading").override);
    await rollBack(await world.start(), byHand);
    expect(world.applied).toEqual(defaults);
  });
});
