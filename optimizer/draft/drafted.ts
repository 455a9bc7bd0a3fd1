import type { Kind, Resource } from "../../contract";
import type { Argument, PlannedResource, RootModule } from "./root-module";

/** A tunable as a draft writes it. */
export type DraftedTunable =
  /** One that a variable turns. */
  | { readonly type: "turned"; readonly variable: string; readonly definition: Readonly<Record<string, unknown>> }
  /** One that is not turned: its bare value, and why. */
  | { readonly type: "fixed"; readonly value: unknown; readonly why: string }
  /** One that could not be read: left to a person. */
  | { readonly type: "open"; readonly question: string };

export interface DraftedComponent {
  readonly kind: Kind;
  /** Where it was read. */
  readonly address: string;
  readonly name: string;
  readonly description: string;
  readonly availabilityZones?: number;
  readonly tunables: Readonly<Record<string, DraftedTunable>>;
  readonly resources: readonly Resource[];
  /** What of the inventory could not be read. */
  readonly unknown?: string;
}

/** How the resources of one kind of component are read. */
export interface KindDraft {
  /** Resource types that it reads, the first of which is the component itself. */
  readonly types: readonly [string, ...string[]];
  /** @returns undefined for a resource that is part of another component */
  readonly draft: (resource: PlannedResource, root: RootModule) => DraftedComponent | undefined;
}

const DESCRIPTION = { fixed: "is as it is, and is not turned" } as const;

/** A ladder of the same family, or the value alone. @param ladder from the smallest up */
export function choiceOf(argument: Argument, ladder: readonly string[], description: string): DraftedTunable {
  const { value } = argument;
  if (typeof value !== "string") return open(description);
  if (argument.variable === undefined) return fixed(argument);
  if (!ladder.includes(value)) return { type: "fixed", value, why: `${value} is not in the catalog: nothing is known of its capacity` };
  return turned(argument.variable, description, { type: "choice", ladder, default: value });
}

interface Range {
  readonly unit: string;
  readonly min: number;
  /** At the least twice the present value. */
  readonly max: number;
}

export function countOf(argument: Argument, { unit, min, max }: Range, description: string): DraftedTunable {
  const value = numberIn(argument.value);
  if (value === undefined) return open(description);
  if (argument.variable === undefined) return fixed({ ...argument, value });
  return turned(argument.variable, description, {
    type: "count",
    unit,
    min: Math.min(min, value),
    max: Math.max(max, value * 2),
    default: value,
  });
}

/** A flag has no values but two: one that no variable stands behind is left to the phases not to turn. */
export function flagOf(argument: Argument, description: string): DraftedTunable {
  const value = argument.value === true || argument.value === "true";
  if (argument.variable !== undefined) return turned(argument.variable, description, { type: "flag", default: value });
  return { type: "fixed", value: { type: "flag", description: DESCRIPTION.fixed, default: value }, why: argument.why ?? "" };
}

const turned = (
  { name, description }: NonNullable<Argument["variable"]>,
  usual: string,
  definition: Readonly<Record<string, unknown>>,
): DraftedTunable => ({
  type: "turned",
  variable: name,
  definition: { type: definition.type, description: description ?? usual, variable: name, ...definition },
});

export const fixed = ({ value, why = "" }: Argument): DraftedTunable => ({ type: "fixed", value, why });
export const open = (question: string): DraftedTunable => ({ type: "open", question });

/** Numbers come as text from some arguments. */
export const numberIn = (value: unknown): number | undefined => {
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
};

export const textIn = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);
export const listIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];

interface Sized {
  readonly vcpus: number;
}

/** Types of the same family as a catalog has them, from the smallest up. */
export function familyLadder(catalog: ReadonlyMap<string, Sized>, type: unknown): readonly string[] {
  if (typeof type !== "string") return [];
  const family = type.slice(0, type.lastIndexOf(".") + 1);
  return [...catalog]
    .filter(([name]) => name.startsWith(family))
    .sort(([, a], [, b]) => a.vcpus - b.vcpus)
    .map(([name]) => name);
}
