import { isMissing } from "./missing";
/**
 * Sum of the `count` greatest of the units' values at each point. A unit whose value is unknown counts as hot as the hottest known one;
 * NaN where none is known.
 */
export function sumOfHottest(units: readonly Float64Array[], count: number): Float64Array {
  const length = units[0]?.length ?? 0;
  const sums = new Float64Array(length);
  const row = new Float64Array(units.length);
  const taken = Math.min(count, units.length);
  for (let i = 0; i < length; i++) {
    let hottest = Number.NEGATIVE_INFINITY;
    let unknown = 0;
    for (let unit = 0; unit < units.length; unit++) {
      const value = units[unit]?.[i] ?? Number.NaN;
      row[unit] = value;
      if (isMissing(value)) unknown++;
      else if (value > hottest) hottest = value;
    }
    if (unknown === units.length) sums[i] = Number.NaN;
    else if (taken === 1) sums[i] = hottest;
    else sums[i] = topSum(unknown === 0 ? row : row.map((value) => (isMissing(value) ? hottest : value)), taken);
  }
  return sums;
}

function topSum(row: Float64Array, count: number): number {
  row.sort();
  let sum = 0;
  for (let i = row.length - count; i < row.length; i++) sum += row[i] ?? 0;
  return sum;
}
