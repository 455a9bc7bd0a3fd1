import type { Statistic } from "./catalog/metric";
import type { Sized } from "./component";

/** A contract as far as it is well formed: what is not is undefined, and nothing is said of it. */
export interface ContractParts {
  readonly regions?: readonly string[] | undefined;
  /** By name; undefined is one that is there, of a kind that cannot be read. */
  readonly components?: Readonly<Record<string, Sized | undefined>> | undefined;
  readonly inventory?: Readonly<Record<string, InventoryParts | undefined>> | undefined;
  readonly policy?: PolicyParts | undefined;
}

export interface InventoryParts {
  readonly region?: string | undefined;
  readonly resources: readonly (ResourceParts | undefined)[];
}

export interface ResourceParts {
  readonly scope?: string | undefined;
  readonly name?: string | undefined;
  readonly dimensions?: Readonly<Record<string, unknown>> | undefined;
}

export interface IndicatorParts {
  readonly component?: string | undefined;
  readonly metric?: string | undefined;
  readonly per?: string | undefined;
  readonly statistic?: Statistic | undefined;
}

export type Indicators = readonly (IndicatorParts | undefined)[];

export interface PolicyParts {
  readonly slos: Indicators;
  readonly scaleUpTriggers: Indicators;
  readonly alerting: { readonly health: Indicators };
  readonly observation: { readonly triggers: Indicators; readonly relativeTriggers: Indicators };
  readonly phases: readonly (PhaseParts | undefined)[];
  readonly rules: Readonly<Record<string, unknown>>;
}

export interface PhaseParts {
  readonly turns: readonly ({ readonly component?: string | undefined; readonly tunables: readonly (string | undefined)[] } | undefined)[];
}
