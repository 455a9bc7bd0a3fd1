import { StoreError } from "../../../contract";
import type { Points } from "../snapshot";

/** Late points change a few of the values that are read again; another account's, or another simulator's, change nearly all. */
const LEAST_EQUAL_SHARE = 0.5;

/** Holds stored points against what is read again of their times. CloudWatch forgets none so young: one that is missing differs. */
export class Agreement {
  private compared = 0;
  private equal = 0;

  compare(stored: Points, again: Points): void {
    let at = 0;
    for (let i = 0; i < stored.times.length; i++) {
      const time = stored.times[i] ?? Number.NaN;
      while (at < again.times.length && (again.times[at] ?? 0) < time) at++;
      this.compared++;
      if (again.times[at] === time && again.values[at] === stored.values[i]) this.equal++;
    }
  }

  /** @throws StoreError where what was stored is not of what answers now */
  assert(directory: string): void {
    if (this.equal >= this.compared * LEAST_EQUAL_SHARE) return;
    throw new StoreError(`${this.compared - this.equal} of ${this.compared} points in ${directory} differ from what is read again`, {
      problems: ["that snapshot is not of what answers now: another account or another simulator, under the same name"],
      hint: "read everything anew with --full",
    });
  }
}
