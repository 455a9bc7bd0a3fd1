import { isMissing } from "../statistics/missing";
import type { Silence } from "./stopped";
import { minutesOf, type Tiers } from "./tiers";

/**
 * For how long, up to the end of the window, nothing is known of a quantity: whether it is gone, or only not heard, nobody can tell.
 * @param stopped counts as nothing
 */
export function silentAtEnd(tiers: Tiers, stopped?: Silence): number {
  const minutes = minutesOf(tiers);
  if (minutes === undefined) return 0;
  const { grid, values } = minutes;
  const off = stopped?.(grid);
  let seconds = 0;
  for (let i = values.length - 1; i >= 0; i--) {
    if (off?.[i] === 1) continue;
    if (!isMissing(values[i] ?? Number.NaN)) break;
    seconds += grid.periodSeconds;
  }
  return seconds;
}
