import { SECONDS_PER_DAY } from "../../contract";
import { DOWN, type Guard, instant, pass, reject } from "./guard";

const name = "cool-down";
/** The span that `maxReversalsPer90Days` speaks of. */
const REVERSALS_WITHIN_DAYS = 90;

/** Some days lie between two changes of a component, and one that was turned back again and again is left alone for a while. */
export const coolDown: Guard = {
  name,
  scope: "component",
  binds: DOWN,
  judge: (_p, e, { coolDownDays, maxReversalsPer90Days }) => {
    const { changes } = e.capacity;
    const last = changes[changes.length - 1];
    if (last === undefined) return pass(name, "never changed as far as is known");
    const days = (e.endEpoch - last.atEpoch) / SECONDS_PER_DAY;
    const since = e.endEpoch - REVERSALS_WITHIN_DAYS * SECONDS_PER_DAY;
    const reversals = changes.filter(({ atEpoch, isReversal }) => isReversal && atEpoch >= since).length;
    const numbers = { days, minimumDays: coolDownDays, reversals, maxReversals: maxReversalsPer90Days };
    const story = `last changed at ${instant(last.atEpoch)}, ${days.toFixed(1)} days ago; turned back ${reversals} times in ${REVERSALS_WITHIN_DAYS} days`;
    if (days < coolDownDays) return reject(name, `${story}: ${coolDownDays} days must pass`, numbers);
    if (reversals > maxReversalsPer90Days) return reject(name, `${story}: at most ${maxReversalsPer90Days} are tried`, numbers);
    return pass(name, story, numbers);
  },
};
