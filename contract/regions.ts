import type { Component } from "./component";
import type { Policy } from "./policy";
import type { Values } from "./values";

type Components = Readonly<Record<string, Component>>;

const snake = (region: string): string => region.replaceAll("-", "_");

/**
 * What a component's name begins with in a further region of its deployment: `eu_west_1_`. In the primary it is plain.
 * Every region's components have sizes of their own, and so have their variables: `eu_west_1_service_min_size`.
 */
export const regionPrefix = (region: string): string => `${snake(region)}_`;

/** The primary region's components, and those of each further one beside them. */
export const componentsIn = (components: Components, furtherRegions: readonly string[]): Components => ({
  ...components,
  ...Object.fromEntries(
    furtherRegions.flatMap((region) =>
      Object.entries(components).map(([name, component]) => [
        `${regionPrefix(region)}${name}`,
        { ...component, description: `${component.description} (${region})` },
      ]),
    ),
  ),
});

/** The policy of one region, asked of each region's own components; a name that people see says which region is meant. */
export function policyIn(policy: Policy, furtherRegions: readonly string[]): Policy {
  const everywhere = <T extends { readonly component: string; readonly name?: string }>(one: readonly T[]): readonly T[] => [
    ...one,
    ...furtherRegions.flatMap((region) =>
      one.map((each) => ({
        ...each,
        component: `${regionPrefix(region)}${each.component}`,
        ...(each.name === undefined ? {} : { name: `${each.name} in ${region}` }),
      })),
    ),
  ];
  const { alerting, observation } = policy;
  return {
    ...policy,
    slos: everywhere(policy.slos),
    scaleUpTriggers: everywhere(policy.scaleUpTriggers),
    alerting: { ...alerting, health: everywhere(alerting.health) },
    phases: policy.phases.map((phase) => ({ ...phase, turns: everywhere(phase.turns) })),
    observation: {
      ...observation,
      triggers: everywhere(observation.triggers),
      relativeTriggers: everywhere(observation.relativeTriggers),
    },
  };
}

/** Values of a further region's variables, by the names that the primary's have. */
export function valuesIn(values: Values, region: string): Values {
  const prefix = regionPrefix(region);
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [])),
  );
}
