import { StoreError } from "../../../contract";
import type { Points, Reread } from "../snapshot";

/** Late points change a few of the values that are read again; another account's, or another simulator's, change nearly all. */
const LEAST_EQUAL_SHARE = 0.5;

/** Holds stored points against what is read again of their times. CloudWatch forgets none so young: one that is missing differs. */
export class Agreement {
  private compared = 0;
  private equal = 0;
  private added = 0;
  private oldest = Number.POSITIVE_INFINITY;

  /** @param endEpoch of what was stored @param seconds before it that are read again */
  constructor(
    private readonly endEpoch: number,
    private readonly seconds: number,
  ) {}

  compare(stored: Points, again: Points): void {
    let at = 0;
    const addedUntil = (time: number): void => {
      for (; at < again.times.length && (again.times[at] ?? 0) < time; at++) this.add(again.times[at] ?? 0);
    };
    for (let i = 0; i < stored.times.length; i++) {
      const time = stored.times[i] ?? Number.NaN;
      addedUntil(time);
      this.compared++;
      const isThere = again.times[at] === time;
      if (isThere && again.values[at] === stored.values[i]) this.equal++;
      else this.oldest = Math.min(this.oldest, time);
      if (isThere) at++;
    }
    addedUntil(this.endEpoch);
  }

  /** What came late or was mended since; undefined where nothing was: the same points are the same snapshot, however they were read. */
  get found(): Reread | undefined {
    const { endEpoch, seconds, compared, added, oldest } = this;
    const changed = compared - this.equal;
    return changed + added === 0 ? undefined : { seconds, compared, changed, added, oldestSeconds: endEpoch - oldest };
  }

  /** @throws StoreError where what was stored is not of what answers now */
  assert(directory: string): void {
    if (this.equal >= this.compared * LEAST_EQUAL_SHARE) return;
    throw new StoreError(`${this.compared - this.equal} of ${this.compared} points in ${directory} differ from what is read again`, {
      problems: ["that snapshot is not of what answers now: another account or another simulator, under the same name"],
      hint: "read everything anew with --full",
    });
  }

  /** Older points, of a look-back that was not so long before, are no late ones. */
  private add(time: number): void {
    if (time < this.endEpoch - this.seconds) return;
    this.added++;
    this.oldest = Math.min(this.oldest, time);
  }
}
