import { existsSync } from "node:fs";
import { count, type DeploymentContract } from "../../../contract";
import { overridePaths } from "../../../optimizer/overrides";
import { applyPhase, observe, pinHandEdits, promote, propose, type RolloutContext } from "../../../optimizer/rollout";
import { Died, RolloutWorld, recommending } from "../../support/rollout-world";
import { smallContract } from "../../support/small-contract";
import { temporaryDirectory } from "../../support/temporary-directory";

const directory = temporaryDirectory();
const { observation } = smallContract().policy;
const contract = smallContract({ observation: { ...observation, triggers: observation.triggers.slice(0, 1) } });
/** The code, after somebody made the override's value its default. */
function folded(): DeploymentContract {
  const { cache } = contract.components;
  if (cache?.kind !== "redis") throw new Error("the cache is Redis");
  const shards = count({ description: "", unit: "shard", min: 1, max: 90, default: 8 });
  return { ...contract, components: { ...contract.components, cache: { ...cache, tunables: { ...cache.tunables, shards } } } };
}

describe("a run that died between folding a key into the code and taking it out of the override", () => {
  async function died(): Promise<RolloutWorld> {
    const world = new RolloutWorld(contract, directory());
    const context = await world.start();
    await propose(context, recommending([[{ variable: "cache_shards", from: 15, to: 8 }]]), false);
    await applyPhase(context, { wait: true });
    world.nowEpoch += 25 * 3600;
    await observe(context, { rollBack: true });
    await promote(context);
    const next = new RolloutWorld(folded(), world.directory);
    next.nowEpoch = world.nowEpoch;
    const dying = await next.start();
    const record: RolloutContext["journal"]["record"] = async (event) => {
      await dying.journal.record(event);
      throw new Died(event.type);
    };
    await expect(promote({ ...dying, journal: { ...dying.journal, record } })).rejects.toThrow(Died);
    expect(existsSync(overridePaths(next.overrides(), "trading").override)).toBe(true);
    return next;
  }

  test.each([
    ["promote", promote],
    ["optimize", pinHandEdits],
  ] as const)("is finished by the next %s, and nobody's edit is made of it", async (_verb, run) => {
    const world = await died();
    const context = await world.start();
    await run(context);
    expect(existsSync(overridePaths(world.overrides(), "trading").override)).toBe(false);
    expect(context.journal.state().pins).toEqual({});
  });
});
