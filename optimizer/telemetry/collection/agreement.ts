import { StoreError } from "../../../contract";
import type { Points } from "../snapshot";

/** Late points change a few of the values that are read again; another account's, or another simulator's, change nearly all. */
const LEAST_EQUAL_SHARE = 0.5;

/** Holds points that are read again against those that are stored of the same times. */
export class Agreement {
  private common = 0;
  private equal = 0;

  compare(stored: Points, again: Points): void {
    let at = 0;
    for (let i = 0; i < again.times.length; i++) {
      const time = again.times[i] ?? Number.NaN;
      while (at < stored.times.length && (stored.times[at] ?? 0) < time) at++;
      if (stored.times[at] !== time) continue;
      this.common++;
      if (stored.values[at] === again.values[i]) this.equal++;
    }
  }

  /** @throws StoreError where what was stored is not of what answers now */
  assert(directory: string): void {
    if (this.equal >= this.common * LEAST_EQUAL_SHARE) return;
    throw new StoreError(`${this.common - this.equal} of ${this.common} points that were read again differ from those in ${directory}`, {
      problems: ["that snapshot is not of what answers now: another account or another simulator, under the same name"],
      hint: "read everything anew with --full",
    });
  }
}
