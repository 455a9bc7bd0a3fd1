import { isUnchanged, type Place, placeAt, valuesIn } from "./place";

export interface BlockItem {
  readonly item: Place;
  /** What the configuration may have made it from; undefined where no block of the code fits, so that a `dynamic` one made it. */
  readonly expression: unknown;
}

/** Blocks of one type that change, each with its former self; Terraform may sort them, so that neither order nor index tells. */
export function blockItems(place: Place, expressions: readonly unknown[]): readonly BlockItem[] {
  const [before, after] = [listIn(place.before), listIn(place.after)];
  const left = new Set(before.keys());
  const pair = (j: number, fits: (item: Place) => boolean): Place | undefined => {
    const i = [j, ...left].find((each) => left.has(each) && fits(placeAt(place, j, each)));
    if (i === undefined) return undefined;
    left.delete(i);
    return placeAt(place, j, i, j);
  };
  const changed = [...after.keys()].filter((j) => pair(j, isUnchanged) === undefined);
  const items = changed.map((j): BlockItem => {
    const fitting = expressions.filter((expression) => fits(expression, after[j]));
    const closest = Math.min(...[...left].map((i) => distance(before[i], after[j])));
    const item = pair(j, ({ before: from, after: to }) => distance(from, to) === closest) ?? placeAt(place, j, undefined, j);
    const mayBeDynamic = fitting.length === 0 && after.length > expressions.length;
    return { item, expression: mayBeDynamic ? undefined : union(fitting.length > 0 ? fitting : expressions) };
  });
  // Blocks are taken away by drift's undoing or by an edit of the code: of neither does an expression know.
  const removed = [...left].map(
    (i): BlockItem => ({ item: { ...placeAt(place, i, i), after: undefined, unknown: false }, expression: {} }),
  );
  return [...items, ...removed];
}

const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const distance = (a: unknown, b: unknown): number => {
  const [from, to] = [valuesIn(a), valuesIn(b)];
  return Object.keys({ ...from, ...to }).filter((name) => JSON.stringify(from[name]) !== JSON.stringify(to[name])).length;
};

/** Whether a block of the code may have made an item: its constants are there. */
const fits = (expression: unknown, item: unknown): boolean =>
  Object.entries(valuesIn(expression)).every(([name, argument]) => {
    const { constant_value: constant, references } = valuesIn(argument);
    if (constant === undefined || references !== undefined) return true;
    return typeof constant === "object" || String(constant) === String(valuesIn(item)[name]);
  });

/** Several blocks as one whose arguments may be made from any of theirs. */
function union(expressions: readonly unknown[]): unknown {
  if (expressions.length === 1) return expressions[0];
  const merged: Record<string, unknown> = {};
  for (const [name, argument] of expressions.flatMap((expression) => Object.entries(valuesIn(expression)))) {
    merged[name] = Array.isArray(argument)
      ? [...listIn(merged[name]), ...argument]
      : { references: [...referencesOf(merged[name]), ...referencesOf(argument)] };
  }
  return merged;
}

const referencesOf = (argument: unknown): readonly unknown[] => listIn(valuesIn(argument).references);
