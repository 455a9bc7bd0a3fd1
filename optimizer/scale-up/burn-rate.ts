import type { BurnRateAlert, Slo } from "../../contract";
import { isMissing } from "../statistics/missing";

type Budget = Pick<Slo, "limit" | "errorBudget">;
type Windows = Pick<BurnRateAlert, "burnRate" | "longWindowMinutes" | "shortWindowMinutes">;

/** One bad minute is more than a thousandth of an hour already, and is noise. */
const LEAST_BAD_MINUTES = 3;

/**
 * Last minute at which an objective's error budget burned at the alert's rate over both of its windows; undefined where it never did.
 * A minute that nobody measured is not bad; a window that reaches back before the first minute has what there is.
 * https://sre.google/workbook/alerting-on-slos/
 * @param values the indicator, minute by minute
 */
export function lastBurn(values: ArrayLike<number>, slo: Budget, alert: Windows): number | undefined {
  const allowed = (minutes: number): number => alert.burnRate * slo.errorBudget * minutes;
  const inLong = Math.max(LEAST_BAD_MINUTES, allowed(alert.longWindowMinutes));
  const inShort = Math.max(1, allowed(alert.shortWindowMinutes));
  const long = new Window(alert.longWindowMinutes);
  const short = new Window(alert.shortWindowMinutes);
  let last: number | undefined;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    const bad = !isMissing(value) && value > slo.limit ? 1 : 0;
    const badInLong = long.add(bad);
    const badInShort = short.add(bad);
    if (badInLong >= inLong && badInShort >= inShort) last = i;
  }
  return last;
}

/** Bad minutes among the last so many. */
class Window {
  private readonly minutes: Uint8Array;
  private at = 0;
  private bad = 0;

  constructor(length: number) {
    this.minutes = new Uint8Array(length);
  }

  add(isBad: 0 | 1): number {
    this.bad += isBad - (this.minutes[this.at] ?? 0);
    this.minutes[this.at] = isBad;
    this.at = (this.at + 1) % this.minutes.length;
    return this.bad;
  }
}
