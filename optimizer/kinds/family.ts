import { familiesAfter, type InstanceSpec, inFamily } from "../../contract";
import { familyOf } from "./ladder";
import type { LimitCheck } from "./model";

/** Sizes compare within one family, and with a newer generation that has no less of anything; any other needs a performance ratio with a source. */
export function sameFamily(catalog: ReadonlyMap<string, InstanceSpec>, from: string, to: string): LimitCheck {
  if (!catalog.has(to)) return { pass: false, reason: `${to}: capacity not published`, numbers: {} };
  if (from === to) return { pass: true, reason: `${to} stays`, numbers: {} };
  if (familyOf(from) === familyOf(to)) return { pass: true, reason: `${to} is of the same family as ${from}`, numbers: {} };
  const newer = isNewer(catalog, from, to);
  return {
    pass: newer,
    reason: newer
      ? `${to} is of a newer generation than ${from}, which has no less of anything, size for size`
      : `${to} is of another family than ${from}, and no performance ratio between them is known`,
    numbers: {},
  };
}

/** Whether a type's generation comes after another's, and has at least as much of all that is published for the same size. */
export function isNewer(catalog: ReadonlyMap<string, InstanceSpec>, from: string, to: string): boolean {
  const family = familyOf(to).split(".").at(-1) ?? "";
  const [older, newer] = [inFamily(to, familyOf(from).split(".").at(-1) ?? ""), to].map((type) => catalog.get(type ?? ""));
  return familiesAfter(from).includes(family) && older !== undefined && newer !== undefined && hasNoLess(newer, older);
}

const hasNoLess = (newer: InstanceSpec, older: InstanceSpec): boolean => {
  const [more, less] = [newer, older].map(
    (spec) => new Map(Object.entries(spec).filter((e): e is [string, number] => typeof e[1] === "number")),
  );
  return (
    [...(less ?? [])].every(([what, amount]) => (more?.get(what) ?? Number.NaN) >= amount) && !(newer.hyperThreaded && !older.hyperThreaded)
  );
};
