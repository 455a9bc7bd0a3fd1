import type { Kind, Kinds } from "./kinds";
import type { Tunable } from "./tunable";

/** A part of a stack whose size can be turned. `K` fixes which tunables it has. */
export interface ComponentOf<K extends Kind> {
  readonly kind: K;
  readonly description: string;
  /** Waiting is felt by the SLO's users: the stricter CPU ceiling applies. @default false */
  readonly latencyCritical?: boolean;
  /** Availability Zones over which its units are spread. @default 3 */
  readonly availabilityZones?: number;
  readonly tunables: Kinds[K];
}

export type Component = { readonly [K in Kind]: ComponentOf<K> }[Kind];

export const STACK_NAMES = ["trading", "ml", "saas", "staging", "state"] as const;
export type StackName = (typeof STACK_NAMES)[number];

export interface StackContract {
  readonly stack: StackName;
  /** Keys are snake case: the first half of every Terraform variable's name. */
  readonly components: Readonly<Record<string, Component>>;
}

/** Keeps the literal types of a contract while checking it against the kinds. */
export const stackContract = <const C extends StackContract>(contract: C): C => contract;

/** What sizes are read off: a component, or as much of one as is well formed. */
export interface Sized {
  readonly kind: Kind;
  readonly tunables: Component["tunables"] | Readonly<Record<string, Tunable | undefined>>;
}

/** A component's tunables by name, whatever its kind; those a stack leaves out are absent. */
export function tunablesOf(component: Pick<Sized, "tunables">): ReadonlyMap<string, Tunable> {
  return new Map(Object.entries<Tunable | undefined>({ ...component.tunables }).filter((e): e is [string, Tunable] => e[1] !== undefined));
}

/** The Terraform variable, and so the tfvars key, of a component's tunable in a stack of ours. */
export const variableName = (component: string, tunable: string): string => `${component}_${tunable}`;

/** The same where the tunable may name a variable of its own, as in a contract of a root module that was there before. */
export const variableOf = (component: string, tunable: string, definition: Pick<Tunable, "variable"> | undefined): string =>
  definition?.variable ?? variableName(component, tunable);
