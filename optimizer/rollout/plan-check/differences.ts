import { blockItems } from "./block-items";
import { holdsTrue, isUnchanged, type Place, placeAt, sameWhereKnown, type Values, valuesIn } from "./place";
import type { ResourceChange } from "./plan";

/** What the configuration says of the place of a difference. */
export type Origin =
  | { readonly type: "configured"; readonly expression: unknown }
  /** Nothing: the provider computes it, or it is a setting that the code leaves alone. */
  | { readonly type: "unconfigured" }
  /** Nothing either, but blocks may come from a `dynamic` block, which a plan's JSON leaves out. */
  | { readonly type: "unseen-block" };

/** One argument that a change gives another value. */
export interface Difference {
  /** From the resource's top level inwards. */
  readonly path: readonly (string | number)[];
  readonly before: unknown;
  readonly after: unknown;
  /** Known only after the apply, in part at least. */
  readonly unknown: boolean;
  /** What is known of it stays as it is. */
  readonly onlyUnknown: boolean;
  readonly sensitive: boolean;
  readonly origin: Origin;
}

/** Every argument in which before and after differ, as deep as the configuration's expressions tell blocks apart. */
export function differencesOf({ change }: ResourceChange, expressions: Values): readonly Difference[] {
  return inBlock(
    {
      path: [],
      before: change.before,
      after: change.after,
      unknown: change.after_unknown,
      sensitive: [change.before_sensitive, change.after_sensitive],
    },
    expressions,
  );
}

function inBlock(place: Place, expressions: Values): readonly Difference[] {
  const [before, after, unknown] = [valuesIn(place.before), valuesIn(place.after), valuesIn(place.unknown)];
  const names = new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(unknown)]);
  return [...names].sort().flatMap((name) => {
    const inner = placeAt(place, name, name);
    return isUnchanged(inner) ? [] : inArgument(inner, expressions[name]);
  });
}

function inArgument(place: Place, expression: unknown): readonly Difference[] {
  if (expression === undefined) {
    return [differenceAt(place, { type: isBlocks(place.before) || isBlocks(place.after) ? "unseen-block" : "unconfigured" })];
  }
  if (Array.isArray(expression)) return inBlocks(place, expression);
  if (isExpression(expression)) return [differenceAt(place, { type: "configured", expression })];
  return inBlock(place, valuesIn(expression));
}

function inBlocks(place: Place, expressions: readonly unknown[]): readonly Difference[] {
  if (place.unknown === true || !Array.isArray(place.before ?? []) || !Array.isArray(place.after ?? [])) {
    return [differenceAt(place, { type: "configured", expression: expressions })];
  }
  return blockItems(place, expressions).flatMap(({ item, expression }): readonly Difference[] => {
    if (expression === undefined) return [differenceAt(item, { type: "unseen-block" })];
    if (item.before === undefined || item.after === undefined) return [differenceAt(item, { type: "configured", expression })];
    return inBlock(item, valuesIn(expression));
  });
}

/** An expression's own object, and not that of a nested block. */
const isExpression = (tree: unknown): boolean =>
  Object.keys(valuesIn(tree)).every((key) => key === "constant_value" || key === "references");

const isBlocks = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "object" && item !== null && !Array.isArray(item));

function differenceAt({ path, before, after, unknown, sensitive }: Place, origin: Origin): Difference {
  return {
    path,
    before,
    after,
    unknown: holdsTrue(unknown),
    onlyUnknown: sameWhereKnown(before, after, unknown),
    sensitive: sensitive.some(holdsTrue),
    origin,
  };
}
