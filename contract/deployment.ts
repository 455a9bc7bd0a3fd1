import type { Component } from "./component";
import type { Inventory } from "./inventory";
import type { Policy } from "./policy";
import type { WhatIf } from "./what-if";

export const CONTRACT_VERSION = 1;

/** What synth emits to `cdktf.out/contracts/<deployment>.json`: all that the optimizer and the simulator know of a deployment. */
export interface DeploymentContract {
  readonly version: typeof CONTRACT_VERSION;
  readonly deployment: string;
  /** Value of the tag `Stack`, by which costs are told apart. */
  readonly stack: string;
  readonly environment: string;
  readonly account: string;
  /** The first is the primary. */
  readonly regions: readonly string[];
  readonly components: Readonly<Record<string, Component>>;
  readonly inventory: Inventory;
  readonly policy: Policy;
  /** Where a run decides by something else than what synth emitted; only in what runs store. */
  readonly whatIf?: WhatIf;
}
