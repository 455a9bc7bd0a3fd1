/** The pair of cases that holds one number of a policy: what it just lets through, and a hair beside. */
export interface Boundary {
  /** Of the number in a policy: `guards.cpuCeiling`, `rules.group-size.cpuP95Below`. */
  readonly path: string;
  /** What the number is, as the case was made for it: another one in the policy needs another case. */
  readonly at: number;
  readonly accepts: () => boolean;
  readonly rejects: () => boolean;
}

/** Every number of a tree of policy values, by path. */
export function numbersIn(tree: unknown, path: readonly string[] = []): readonly (readonly [path: string, value: number])[] {
  if (typeof tree === "number") return [[path.join("."), tree]];
  if (typeof tree !== "object" || tree === null) return [];
  return Object.entries(tree).flatMap(([key, value]) => numbersIn(value, [...path, key]));
}

/** Of each parameter of a rule what it is, and whether the rule accepts there and a hair beside: a line for each number. */
export type Pairs = Readonly<Record<string, readonly [at: number, accepts: () => boolean, rejects: () => boolean]>>;

export const boundariesOf = (rule: string, pairs: Pairs): readonly Boundary[] =>
  Object.entries(pairs).map(([name, [at, accepts, rejects]]) => ({ path: `rules.${rule}.${name}`, at, accepts, rejects }));
