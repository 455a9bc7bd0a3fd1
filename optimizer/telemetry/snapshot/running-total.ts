/** Fewer points say nothing. */
const LEAST_POINTS = 300;
/** What is counted anew in each period falls about as often as it rises. */
const LEAST_RISING_SHARE = 0.5;
const MOST_FALLING_SHARE = 0.005;

/**
 * Whether values are what was counted since a process began, rather than in each period: they rise and rise, and fall only where that
 * process began anew. CloudWatch's own counters are never so; those of a service or of a file may be.
 * @param values of one series in one tier, oldest first
 * @returns how often it began anew; undefined for what is no such total
 */
export function resetsOfRunningTotal(values: Float64Array): number | undefined {
  if (values.length < LEAST_POINTS) return undefined;
  const most = MOST_FALLING_SHARE * values.length;
  let rising = 0;
  let falling = 0;
  for (let i = 1; i < values.length; i++) {
    const [before = 0, value = 0] = [values[i - 1], values[i]];
    if (value > before) rising++;
    else if (value < before && ++falling > most) return undefined;
  }
  return rising >= LEAST_RISING_SHARE * values.length ? falling : undefined;
}
