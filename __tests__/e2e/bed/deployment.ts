import { join } from "node:path";
import pLimit from "p-limit";
import { type Values, variablesOf } from "../../../contract";
import type { Delta } from "../../../optimizer/plan/recommendation";
import { checkPlan, type Plan, type PlanVerdict, parsePlan } from "../../../optimizer/rollout";
import { componentOf } from "../../../optimizer/rollout/plan-check/components";
import { CONFIG_FILE, loadConfig, type StackDefinition } from "../../../stacks/foundation";
import { failureText } from "../../support/command";
import { ROOT } from "../../support/paths";
import { validate } from "../../support/terraform";
import { heldOf } from "./account";
import { type Bed, describeOnBed } from "./bed";
import { appliesOf, deltasBetween, roundsOf, valuesOf } from "./turns";

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
 * for each size plans that turn it, all against that apply; each phase of the policy, applied in place; and destroyed.
 */
export function describeDeployment(
  definition: StackDefinition,
  { deployedWith = "terraform", whileAtDefaults }: DeploymentOptions = {},
): void {
  const { name } = definition;
  const deployment = loadConfig(join(ROOT, CONFIG_FILE)).find((each) => each.name === name);
  if (deployment === undefined) throw new Error(`${CONFIG_FILE} deploys no ${name}`);
  const { components } = definition.contractOf(deployment);
  const phases = definition.policyOf(deployment)?.phases ?? [];

  describeOnBed(`${name}, deployed with ${deployedWith} and no deletion protection`, [name], (bed) => {
    const contract = { deployment: name, components };
    const variables = variablesOf(components);
    const stack = () => bed.project.stack(name);
    const judged = (plan: Plan, deltas: readonly Delta[], values: Values): PlanVerdict =>
      checkPlan(plan, { contract, deltas, values, overrideBytes: null, receipt: null, loopback: true });
    /** Of resources that bear the tag of a size's component. */
    const addressesOf = (plan: Plan, { variable }: Delta) =>
      plan.resource_changes
        .filter((change) => componentOf(change, contract) === variables.get(variable)?.component)
        .map(({ address }) => address);
    const held = () => heldOf(name, deployment.regions, bed.emulator.url);

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

    const rounds = roundsOf(components);
    if (rounds.length > 0) {
      describe("turned beside one of each other component, a size explains all that its own changes and destroys, and is refused where it was not agreed", () => {
        const plans = new Map<readonly Delta[], Promise<Plan>>();

        beforeAll(() => {
          const limit = pLimit(PLANS_AT_ONCE);
          for (const [index, round] of rounds.entries()) {
            const plan = limit(async () => parsePlan(await stack().planJson(`round-${index}`, valuesOf(round)), `round ${index}`));
            // The tests of its sizes tell of its failure.
            plan.catch(() => undefined);
            plans.set(round, plan);
          }
        });

        const sizes = rounds.flatMap((round) =>
          round.map((delta) => [`${delta.variable} = ${JSON.stringify(delta.to)}`, round, delta] as const),
        );
        test.each(sizes)("%s", async (_name, round, delta) => {
          const plan = await plans.get(round);
          if (plan === undefined) throw new Error("every round was planned above");
          expect(judged(plan, round, valuesOf(round)).problems).toEqual([]);
          const own = addressesOf(plan, delta);
          const alone = judged(plan, [delta], valuesOf(round)).problems;
          expect(alone.filter((problem) => own.some((address) => problem.includes(` ${address}:`)))).toEqual([]);
          const others = round.filter((each) => each !== delta);
          expect(judged(plan, others, valuesOf(round)).problems).not.toEqual([]);
        });
      });
    }

    if (whileAtDefaults !== undefined) whileAtDefaults(bed);

    let values: Values = {};
    if (phases.length > 0) {
      test.each(phases.map((phase) => [phase.name, phase] as const))(
        "every size of phase %s can be turned, and the plan after it is empty",
        async (_name, phase) => {
          for (const next of appliesOf(components, phase, values)) {
            stack().writeTfvars(next);
            const plan = parsePlan(await stack().planJson("phase", next), phase.name);
            expect(judged(plan, deltasBetween(components, values, next), next).problems).toEqual([]);
            await stack().applyPlanned("phase");
            values = next;
          }
          expect(await stack().pending()).toEqual([]);
        },
      );
    }

    test("nothing is left after destroy: in the state, and under its tag in the account", async () => {
      await stack().destroy();
      expect(await stack().resources()).toEqual([]);
      expect(await held()).toEqual([]);
    });
  });
}
