import type { OffHours, TunableValue } from "../tunable";
import type { Change, ChangeRule } from "./change";

/** The same tunable, turned the other way, is another change. A value that is not a number counts as lowered. */
export const byDirection =
  (raised: Change, lowered: Change): ChangeRule =>
  (from, to) =>
    typeof from === "number" && typeof to === "number" && to > from ? raised : lowered;

/** A flag turned on or off. */
export const byFlag =
  (on: Change, off: Change): ChangeRule =>
  (_from, to) =>
    to === true ? on : off;

/** Members added only, or at least one taken away. */
export const byMembers =
  (added: Change, removed: Change): ChangeRule =>
  (from, to) =>
    namesOf(from).every((name) => namesOf(to).includes(name)) ? added : removed;

const namesOf = (value: TunableValue): readonly string[] => (isNames(value) ? value : []);
const isNames = (value: TunableValue): value is Exclude<TunableValue, string | number | boolean | OffHours> => Array.isArray(value);
