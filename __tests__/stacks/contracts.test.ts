import { defaultsOf, JOBS_SCOPE, METRICS, type Policy, tunablesOf } from "../../contract";
import { deploymentsOf, type StackDefinition } from "../../stacks/foundation";
import { ml } from "../../stacks/ml";
import { saas } from "../../stacks/saas";
import { saasContract } from "../../stacks/saas/tunables";
import { staging } from "../../stacks/staging";
import { trading } from "../../stacks/trading";
import config from "../../trimtab.config.json";

const stacks: readonly StackDefinition[] = [trading, ml, saas, staging];

const policyOf = ({ policy }: StackDefinition): Policy => {
  if (policy === undefined) throw new Error("the stack has no policy");
  return policy;
};

describe.each(stacks.map((stack) => [stack.name, stack] as const))("the contract of %s", (_name, stack) => {
  const { components } = stack.contract;
  const policy = policyOf(stack);

  test("names every component in snake case", () => {
    for (const component of Object.keys(components)) expect(component).toMatch(/^[a-z][a-z0-9_]*$/);
  });

  test("has phases that turn declared tunables only, each once", () => {
    const turned = policy.phases.flatMap(({ turns }) =>
      turns.flatMap(({ component, tunables }) => tunables.map((tunable) => `${component}.${tunable}`)),
    );
    const declared = Object.entries(components).flatMap(([name, component]) =>
      [...tunablesOf(component).keys()].map((tunable) => `${name}.${tunable}`),
    );
    expect(turned.filter((each) => !declared.includes(each))).toEqual([]);
    expect(new Set(turned).size).toBe(turned.length);
  });

  test("judges metrics that the component's kind is known to publish", () => {
    const thresholds = [...policy.slos, ...policy.scaleUpTriggers, ...policy.observation.triggers, ...policy.observation.relativeTriggers];
    for (const { component, metric, per } of thresholds) {
      const kind = components[component]?.kind;
      expect(kind).toBeDefined();
      const known = kind === undefined ? [] : METRICS[kind].map(({ name }) => name);
      if (known.length > 0) expect(known).toEqual(expect.arrayContaining([metric, ...(per === undefined ? [] : [per])]));
    }
  });

  test("has an inventory with unique names, in scopes that the kind's metrics, or the list of training jobs, know", () => {
    const deployment = deploymentsOf(config, "trimtab.config.json").find(({ name }) => name === stack.name);
    if (deployment === undefined) throw new Error("the project's configuration does not deploy the stack");
    for (const [component, { resources }] of Object.entries(stack.inventory(deployment, defaultsOf(components)))) {
      const kind = components[component]?.kind;
      expect(kind).toBeDefined();
      if (kind === undefined) continue;
      const scopes = new Set([...METRICS[kind].map(({ scope }) => scope), ...(kind === "training-job" ? [JOBS_SCOPE] : [])]);
      expect(resources.filter(({ scope }) => !scopes.has(scope))).toEqual([]);
      expect(new Set(resources.map(({ name }) => name)).size).toBe(resources.length);
    }
  });
});

test("the multi-tenant stack's secondary regions are those of its deployment", () => {
  const deployment = deploymentsOf(config, "trimtab.config.json").find(({ name }) => name === "saas");
  expect(saasContract.components.database.tunables.secondary_regions).toMatchObject({ members: deployment?.regions.slice(1) });
});
