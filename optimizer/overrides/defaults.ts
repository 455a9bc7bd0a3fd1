import {
  accepts,
  type DeploymentContract,
  defaultsOf,
  type Receipt,
  sameValue,
  type TunableValue,
  type Values,
  variablesOf,
} from "../../contract";

/** A variable whose default in code is no longer the one under which its override was decided. */
export interface StaleDefault {
  readonly variable: string;
  readonly was: unknown;
  readonly now: TunableValue | undefined;
}

export function staleDefaults(receipt: Receipt | null, { components }: Pick<DeploymentContract, "components">): readonly StaleDefault[] {
  const variables = variablesOf(components);
  return Object.entries(receipt?.defaults ?? {}).flatMap(([variable, was]) => {
    const definition = variables.get(variable)?.definition;
    const now = definition?.default;
    return definition !== undefined && accepts(definition, was) && sameValue(was, now) ? [] : [{ variable, was, now }];
  });
}

export interface Fold {
  /** Overridden variables whose default in code has become the same value: their keys can go. */
  readonly settled: readonly string[];
  /** Defaults still to be changed in the code. */
  readonly pending: readonly { readonly variable: string; readonly default: TunableValue; readonly value: TunableValue }[];
  /** The override that remains. */
  readonly remaining: Values;
}

/** What is left to do until the override's values are the code's own. */
export function foldable(values: Values, { components }: Pick<DeploymentContract, "components">): Fold {
  const defaults = defaultsOf(components);
  const entries = Object.entries(values);
  const isSettled = ([variable, value]: readonly [string, TunableValue]) => sameValue(defaults[variable], value);
  const remaining = entries.filter((entry) => !isSettled(entry));
  return {
    settled: entries.filter(isSettled).map(([variable]) => variable),
    pending: remaining.flatMap(([variable, value]) => {
      const current = defaults[variable];
      return current === undefined ? [] : [{ variable, default: current, value }];
    }),
    remaining: Object.fromEntries(remaining),
  };
}
