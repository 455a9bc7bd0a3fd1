import { isDeepStrictEqual } from "node:util";

export type Values = Readonly<Record<string, unknown>>;

/** One place in a change: its values, and the trees that say what is unknown and sensitive there. */
export interface Place {
  readonly path: readonly (string | number)[];
  readonly before: unknown;
  readonly after: unknown;
  readonly unknown: unknown;
  readonly sensitive: readonly unknown[];
}

export const valuesIn = (tree: unknown): Values =>
  typeof tree === "object" && tree !== null && !Array.isArray(tree) ? Object.fromEntries(Object.entries(tree)) : {};

const at = (tree: unknown, key: string | number): unknown => {
  if (tree === true) return true;
  if (Array.isArray(tree)) return tree[Number(key)];
  return valuesIn(tree)[key];
};

/** One step inwards; a set's element may lie at another index before and after. */
export function placeAt(place: Place, name: string | number, before: string | number | undefined, after: string | number = name): Place {
  return {
    path: [...place.path, name],
    before: before === undefined ? undefined : at(place.before, before),
    after: at(place.after, after),
    unknown: at(place.unknown, after),
    sensitive: [before === undefined ? false : at(place.sensitive[0], before), at(place.sensitive[1], after)],
  };
}

export const isUnchanged = ({ before, after, unknown }: Place): boolean => !holdsTrue(unknown) && sameSetting(before, after);

/** To AWS, and to Terraform's own view of a plan, an empty value is as good as none, however deep. */
const sameSetting = (a: unknown, b: unknown): boolean => isDeepStrictEqual(withoutEmpty(a), withoutEmpty(b));

function withoutEmpty(value: unknown): unknown {
  if (value === null || value === "") return undefined;
  if (typeof value !== "object") return value;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(withoutEmpty);
  const kept = Object.entries(value)
    .map(([key, inner]) => [key, withoutEmpty(inner)] as const)
    .filter(([, inner]) => inner !== undefined);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

export const holdsTrue = (tree: unknown): boolean =>
  tree === true || (typeof tree === "object" && tree !== null && Object.values(tree).some(holdsTrue));

/** Whether what is known of a value stays as it is: a block of which only computed arguments are open. */
export function sameWhereKnown(before: unknown, after: unknown, unknown: unknown): boolean {
  if (unknown === true) return true;
  if (!holdsTrue(unknown)) return sameSetting(before, after);
  if (Array.isArray(after)) {
    return (
      Array.isArray(before) && before.length === after.length && after.every((item, i) => sameWhereKnown(before[i], item, at(unknown, i)))
    );
  }
  const [from, to] = [valuesIn(before), valuesIn(after)];
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].every((key) => sameWhereKnown(from[key], to[key], at(unknown, key)));
}
