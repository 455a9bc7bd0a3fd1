import { type DeploymentContract, InputError, type Resource } from "../../../../contract";
import type { Turn } from "../../turns";

/** A turn, and where to see whether it has really happened. */
export interface Subject {
  readonly turn: Turn;
  readonly region: string;
  /** All that the inventory knows of the component. */
  readonly resources: readonly Resource[];
  /** What was recorded of the component right before the step; undefined in a ledger of an earlier version. */
  readonly before: unknown;
}

/**
 * What of a turn has not happened yet, one phrase each; empty once it has.
 * @throws TerraformError where it has ended badly and waiting is of no use
 */
export type Outstanding = () => Promise<readonly string[]>;

/** Begins to look: makes its clients once. */
export type Watch = (subject: Subject) => Outstanding;

export const regionOf = ({ inventory, regions }: DeploymentContract, component: string): string =>
  inventory[component]?.region ?? regions[0] ?? "";

/** Values of one CloudWatch dimension of the resources of one scope, each once. */
export const dimensionsIn = (resources: readonly Resource[], scope: string, name: string): readonly string[] => [
  ...new Set(resources.filter((resource) => resource.scope === scope).flatMap((resource) => resource.dimensions[name] ?? [])),
];

/**
 * As {@link dimensionsIn}, of what a turn has to be seen on.
 * @throws InputError where the inventory names none: what nobody looks at is not in effect
 */
export function identifiersIn({ turn, resources }: Pick<Subject, "turn" | "resources">, scope: string, name: string): readonly string[] {
  const identifiers = dimensionsIn(resources, scope, name);
  if (identifiers.length > 0) return identifiers;
  throw new InputError(
    `The inventory of ${turn.component} names no ${name}, so nobody can see whether ${turn.delta.variable} is in effect`,
    {
      hint: `Give the component resources of scope ${scope} with that dimension in the stack's inventory, and synthesize again.`,
    },
  );
}

/** Names of what AWS has accepted and not carried out; it answers with empty members where there is nothing. */
export const pendingNames = (pending: object | undefined): readonly string[] =>
  Object.entries(pending ?? {}).flatMap(([name, value]) => (isEmpty(value) ? [] : [name]));

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === "object" && Object.values(value).every(isEmpty));

/** What several things of one component still lack. */
export const allOf = async (found: readonly Promise<readonly string[]>[]): Promise<readonly string[]> => (await Promise.all(found)).flat();
