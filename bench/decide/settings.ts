import { type DeploymentContract, tunablesOf, type Values, variableOf } from "../../contract";
import type { Settings } from "../../optimizer/evidence";

/** A component's settings under the names of its variables. */
export function variablesOf({ components }: DeploymentContract, component: string, settings: Settings): Values {
  const definition = components[component];
  if (definition === undefined) return {};
  return Object.fromEntries(
    [...tunablesOf(definition)].flatMap(([tunable, turned]) => {
      const value = settings[tunable];
      return value === undefined ? [] : [[variableOf(component, tunable, turned), value] as const];
    }),
  );
}
