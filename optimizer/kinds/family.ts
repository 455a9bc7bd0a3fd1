import type { InstanceSpec } from "../../contract";
import { familyOf } from "./ladder";
import type { LimitCheck } from "./model";

/** Sizes compare within one family only: another family needs a performance ratio with a source. */
export function sameFamily(catalog: ReadonlyMap<string, InstanceSpec>, from: string, to: string): LimitCheck {
  const known = catalog.has(to);
  const pass = known && familyOf(from) === familyOf(to);
  const why = known
    ? `${to} is of another family than ${from}, and no performance ratio between them is known`
    : `${to}: capacity not published`;
  return { pass, reason: pass ? `${to} is of the same family as ${from}` : why, numbers: {} };
}
