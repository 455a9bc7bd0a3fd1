import { type Component, type TunableValue, tunablesOf, type Values, variableOf } from "../../contract";

/** One component's values by tunable name. */
export type Settings = Readonly<Record<string, TunableValue>>;

/** A component's share of a deployment's values. */
export function settingsOf(component: string, definition: Component, values: Values): Settings {
  const settings: Record<string, TunableValue> = {};
  for (const [tunable, turned] of tunablesOf(definition)) {
    settings[tunable] = values[variableOf(component, tunable, turned)] ?? turned.default;
  }
  return settings;
}

/** @throws TypeError where the contract's own check let a value of another type through */
export function textIn(settings: Settings, tunable: string): string {
  const value = settings[tunable];
  if (typeof value !== "string") throw new TypeError(`${tunable} is ${JSON.stringify(value)}, not a choice`);
  return value;
}

/** @throws TypeError where the contract's own check let a value of another type through */
export function countIn(settings: Settings, tunable: string): number {
  const value = settings[tunable];
  if (typeof value !== "number") throw new TypeError(`${tunable} is ${JSON.stringify(value)}, not a count`);
  return value;
}
