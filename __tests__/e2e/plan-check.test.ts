import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { AutoScalingClient, UpdateAutoScalingGroupCommand } from "@aws-sdk/client-auto-scaling";
import { type Tunable, type TunableValue, tunablesOf, variableName } from "../../contract";
import type { Delta } from "../../optimizer/plan/recommendation";
import { checkPlan, type Plan, parsePlan } from "../../optimizer/rollout";
import { tradingNames } from "../../stacks/trading/names";
import { tradingContract } from "../../stacks/trading/tunables";
import { failureText } from "../support/command";
import { describeOnBed } from "./bed/bed";

const NEAR = 0.1;
const contract = { deployment: "trading", components: tradingContract.components };

/** The next values on both sides of a default; a count moves by a tenth, or by one. */
function neighbours(tunable: Tunable): readonly TunableValue[] {
  switch (tunable.type) {
    case "choice": {
      const at = tunable.ladder.indexOf(tunable.default);
      return tunable.ladder.filter((_, index) => Math.abs(index - at) === 1);
    }
    case "count": {
      const step = Math.max(1, Math.round(tunable.default * NEAR));
      return [tunable.default - step, tunable.default + step].filter((value) => value >= tunable.min && value <= tunable.max);
    }
    case "flag":
      return [!tunable.default];
    case "set":
      return tunable.default.map((member) => tunable.default.filter((each) => each !== member));
    case "schedule":
      return [{ stop: "0 20 * * 1-5", start: "0 6 * * 1-5" }];
  }
}

/** Every size to each of its neighbours, in rounds that turn at most one size of each component. */
function rounds(): readonly (readonly Delta[])[] {
  const perComponent = Object.entries(tradingContract.components).map(([component, { tunables }]) =>
    [...tunablesOf({ tunables })].flatMap(([name, tunable]) =>
      neighbours(tunable).map((to): Delta => ({ variable: variableName(component, name), from: tunable.default, to })),
    ),
  );
  const longest = Math.max(...perComponent.map(({ length }) => length));
  return Array.from({ length: longest }, (_, round) => perComponent.flatMap((deltas) => deltas.slice(round, round + 1)));
}

describeOnBed("plans of the applied trading stack, before the plan check", ["trading"], (bed) => {
  const stack = () => bed.project.stack("trading");

  async function planned(deltas: readonly Delta[], ...options: readonly string[]): Promise<Plan> {
    stack().writeTfvars(valuesOf(deltas));
    const outcome = await stack().terraform("plan", "-input=false", "-lock=false", "-out=check.plan", ...options);
    if (outcome.code !== 0) throw new Error(failureText(outcome));
    return parsePlan((await stack().terraform("show", "-json", "check.plan")).stdout, "check.plan");
  }

  const valuesOf = (deltas: readonly Delta[]) => Object.fromEntries(deltas.map(({ variable, to }) => [variable, to]));
  const judged = (plan: Plan, deltas: readonly Delta[], agreed = deltas) =>
    checkPlan(plan, { contract, deltas: agreed, values: valuesOf(deltas), overrideBytes: null, receipt: null, loopback: true });

  beforeAll(async () => {
    await bed.project.synth();
    await stack().init();
    await stack().apply();
  });

  test.each(rounds().map((deltas) => [deltas.map(({ variable, to }) => `${variable} = ${String(to)}`).join(", "), deltas] as const))(
    "%s: accepted, and refused as soon as one of these was not agreed",
    async (_name, deltas) => {
      const plan = await planned(deltas, "-refresh=false");
      expect(judged(plan, deltas).problems).toEqual([]);
      for (const { variable } of deltas) {
        const others = deltas.filter((delta) => delta.variable !== variable);
        expect({ variable, refused: judged(plan, deltas, others).problems.length > 0 }).toEqual({ variable, refused: true });
      }
    },
  );

  describe("beside an agreed change of the same resource, refused is", () => {
    const smaller: readonly Delta[] = [{ variable: "order_service_instance_type", from: "c6i.8xlarge", to: "c6i.4xlarge" }];
    const fewer: readonly Delta[] = [{ variable: "order_service_max_size", from: 30, to: 27 }];

    test("another image, by a variable outside the override", async () => {
      const plan = await planned(smaller, "-refresh=false", "-var=order_service_ami_id=ami-0123456789abcdef0");
      const { problems, notes } = judged(plan, smaller);
      expect(problems).toEqual([
        expect.stringMatching(/template: image_id "ami-.*" → "ami-0123456789abcdef0" comes from order_service_ami_id/),
      ]);
      expect(notes).toEqual([expect.stringContaining("order_service_ami_id is set outside the override")]);
    });

    test("an edit of the code", async () => {
      const edit = join(stack().directory, "edit_override.tf.json");
      const template = { order_service_fleet_template: { monitoring: { enabled: false } } };
      writeFileSync(edit, JSON.stringify({ resource: { aws_launch_template: template } }));
      const plan = await planned(smaller, "-refresh=false");
      writeFileSync(edit, "{}");
      expect(judged(plan, smaller).problems).toEqual([expect.stringContaining("monitoring[0].enabled true → false")]);
    });

    test("the undoing of what somebody changed by hand", async () => {
      const credentials = { accessKeyId: "test", secretAccessKey: "test" };
      const client = new AutoScalingClient({ endpoint: bed.emulator.url, region: "us-east-1", credentials });
      const AutoScalingGroupName = tradingNames("trading").group("a");
      await client.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, HealthCheckGracePeriod: 999 }));
      client.destroy();
      const plan = await planned(fewer);
      expect(judged(plan, fewer).problems).toEqual([
        expect.stringMatching(/group_a: health_check_grace_period 999 → 180 undoes what was changed outside Terraform/),
      ]);
    });
  });
});
