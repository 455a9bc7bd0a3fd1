import { type Tunable, type TunableValue, tunablesOf, type Values, variableName } from "../../contract";
import { tradingPolicy } from "../../stacks/trading/policy";
import { tradingContract } from "../../stacks/trading/tunables";
import { failureText } from "../support/command";
import { describeOnBed } from "./bed/bed";

/** Another value than the default, towards less where there is less. */
function turnedDown(tunable: Tunable): TunableValue {
  switch (tunable.type) {
    case "choice":
      return tunable.ladder[Math.max(0, tunable.ladder.indexOf(tunable.default) - 1)] ?? tunable.default;
    case "count":
      return Math.max(tunable.min, Math.floor((tunable.min + tunable.default) / 2));
    case "flag":
      return !tunable.default;
    case "set":
      return tunable.default.slice(1);
    case "schedule":
      return { stop: "0 20 * * 1-5", start: "0 6 * * 1-5" };
  }
}

interface Turn {
  readonly component: keyof typeof tradingContract.components;
  readonly tunables: readonly string[];
}

/** Values of a phase in as many applies as Redis needs, which takes one dimension at a time: hashicorp/terraform-provider-aws #50096. */
function appliesOf(turns: readonly Turn[]): readonly Values[] {
  const perComponent = turns.map(({ component, tunables }) => {
    const { kind } = tradingContract.components[component];
    const values = [...tunablesOf(tradingContract.components[component])]
      .filter(([name]) => tunables.includes(name))
      .map(([name, tunable]) => [variableName(component, name), turnedDown(tunable)] as const);
    return { values, perApply: kind === "redis" ? 1 : values.length };
  });
  const applies = Math.max(...perComponent.map(({ values, perApply }) => values.length / perApply));
  return Array.from({ length: applies }, (_, apply) =>
    Object.fromEntries(perComponent.flatMap(({ values, perApply }) => values.slice(0, (apply + 1) * perApply))),
  );
}

describeOnBed("trading, deployed with cdktf and turned down phase by phase with plain terraform", ["trading"], (bed) => {
  const trading = () => bed.project.stack("trading");
  let values: Values = {};

  beforeAll(() => bed.project.synth());

  test("cdktf deploy builds the whole stack", async () => {
    const deployed = await bed.project.cdktf("deploy", "trading", "--auto-approve", "--skip-provider-lock", "--no-color");
    if (deployed.code !== 0) throw new Error(failureText(deployed));
    expect((await trading().resources()).length).toBeGreaterThan(200);
  });

  test("a plain terraform plan of the same directory is empty", async () => {
    expect(await trading().pending()).toEqual([]);
  });

  test("the outputs name what other tools need", async () => {
    expect(Object.keys(await trading().outputs())).toEqual(expect.arrayContaining(["trimtab_inventory", "vpc_id"]));
  });

  test.each(tradingPolicy.phases.map((phase) => [phase.name, phase.turns] as const))(
    "every size of phase %s can be turned in place, and the plan after it is empty",
    async (_name, turns) => {
      const before = values;
      for (const round of appliesOf(turns.filter(isTurn))) {
        values = { ...before, ...round };
        trading().writeTfvars(values);
        const plan = await trading().plan({ refresh: false });
        expect(plan.changes.length).toBeGreaterThan(0);
        expect(plan.replaced).toEqual([]);
        await trading().applyPlanned();
      }
      expect(await trading().pending()).toEqual([]);
    },
  );

  test("nothing is left after destroy", async () => {
    await trading().destroy();
    expect(await trading().resources()).toEqual([]);
  });
});

const isTurn = (turn: { readonly component: string; readonly tunables: readonly string[] }): turn is Turn =>
  turn.component in tradingContract.components;
