import { join } from "node:path";
import pLimit from "p-limit";
import type { Values } from "../../../contract";
import type { Delta } from "../../../optimizer/plan/recommendation";
import { checkPlan, type Plan, type PlanVerdict, parsePlan } from "../../../optimizer/rollout";
import { loadConfig, type StackDefinition } from "../../../stacks/foundation";
import { failureText } from "../../support/command";
import { validate } from "../../support/terraform";
import { heldOf } from "./account";
import { type Bed, describeOnBed } from "./bed";
import { appliesOf, deltasBetween, turnsOf } from "./turns";

/** As many as there are cores in the smallest machine that runs the tests; each takes a provider process per region. */
const PLANS_AT_ONCE = 2;

export interface DeploymentOptions {
  /** What builds it: Terraform in the synthesized folder, or `cdktf deploy`. @default "terraform" */
  readonly deployedWith?: "terraform" | "cdktf";
  /** Further tests while everything has its default; they leave it as it was. */
  readonly whileAtDefaults?: (bed: Bed) => void;
}

/**
 * Describes one deployment of a stack in an account of its own, from nothing to nothing: one apply, which leaves nothing to do;
 * for each size plans that turn it alone, all against that apply; each phase of the policy, applied in place; and destroyed.
 */
export function describeDeployment(
  { name, contract: { components }, policy }: StackDefinition,
  { deployedWith = "terraform", whileAtDefaults }: DeploymentOptions = {},
): void {
  describeOnBed(`${name}, deployed with ${deployedWith} and no deletion protection`, [name], (bed) => {
    const stack = () => bed.project.stack(name);
    const judged = (plan: Plan, deltas: readonly Delta[], values: Values): PlanVerdict =>
      checkPlan(plan, { contract: { deployment: name, components }, deltas, values, overrideBytes: null, receipt: null, loopback: true });
    const held = () => {
      const deployment = loadConfig(join(bed.project.root, "trimtab.config.json")).find((each) => each.name === name);
      if (deployment === undefined) throw new Error(`the project has no deployment ${name}`);
      return heldOf(name, deployment.regions, bed.emulator.url);
    };

    beforeAll(async () => {
      await bed.project.synth();
      expect(await validate(stack().directory)).toEqual([]);
      if (deployedWith === "cdktf") {
        const deployed = await bed.project.cdktf("deploy", name, "--auto-approve", "--skip-provider-lock", "--no-color");
        if (deployed.code !== 0) throw new Error(failureText(deployed));
      } else {
        await stack().init();
        await stack().apply();
      }
    });

    test("a second plan is empty", async () => {
      expect(await stack().pending()).toEqual([]);
    });

    test("its resources bear its tag", async () => {
      expect(await held()).not.toEqual([]);
    });

    const turns = turnsOf(components).map((delta) => [`${delta.variable} = ${JSON.stringify(delta.to)}`, delta] as const);
    if (turns.length > 0) {
      describe("with one size turned, the plan changes what that explains and no more, and is refused where it was not agreed", () => {
        const plans = new Map<Delta, Promise<Plan>>();

        beforeAll(() => {
          const limit = pLimit(PLANS_AT_ONCE);
          for (const [index, [, delta]] of turns.entries()) {
            const plan = limit(async () =>
              parsePlan(await stack().planJson(`turn-${index}`, { [delta.variable]: delta.to }), delta.variable),
            );
            // Its own test tells of its failure.
            plan.catch(() => undefined);
            plans.set(delta, plan);
          }
        });

        test.each(turns)("%s", async (_name, delta) => {
          const plan = await plans.get(delta);
          if (plan === undefined) throw new Error("it was planned above");
          const values = { [delta.variable]: delta.to };
          const { problems, changes } = judged(plan, [delta], values);
          expect(problems).toEqual([]);
          expect(changes).not.toEqual([]);
          expect(judged(plan, [], values).problems).not.toEqual([]);
        });
      });
    }

    if (whileAtDefaults !== undefined) whileAtDefaults(bed);

    let values: Values = {};
    const phases = policy?.phases.map((phase) => [phase.name, phase] as const) ?? [];
    if (phases.length > 0) {
      test.each(phases)("every size of phase %s can be turned, and the plan after it is empty", async (_name, phase) => {
        for (const next of appliesOf(components, phase, values)) {
          stack().writeTfvars(next);
          const plan = parsePlan(await stack().planJson("phase", next), phase.name);
          expect(judged(plan, deltasBetween(components, values, next), next).problems).toEqual([]);
          await stack().applyPlanned("phase");
          values = next;
        }
        expect(await stack().pending()).toEqual([]);
      });
    }

    test("nothing is left after destroy: in the state, and under its tag in the account", async () => {
      await stack().destroy();
      expect(await stack().resources()).toEqual([]);
      expect(await held()).toEqual([]);
    });
  });
}
