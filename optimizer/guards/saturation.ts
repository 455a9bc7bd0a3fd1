import { SECONDS_PER_DAY } from "../../contract";
import { DOWN, type Guard, instant, pass, reject } from "./guard";

const name = "saturation";

/** What was full hides how much was wanted: no cut for some days after (method §1). */
export const saturation: Guard = {
  name,
  scope: "component",
  binds: DOWN,
  judge: (_p, e, { guards: { daysWithoutSaturation, saturatedAt } }) => {
    const fired = e.firings
      .filter(({ trigger }) => trigger.component === e.component)
      .map(({ trigger, atEpoch, value }) => ({ atEpoch, value, what: `${trigger.name} over its scale-up limit of ${trigger.limit}` }));
    const last = [...fired, ...(e.study.saturation === undefined ? [] : [e.study.saturation])].sort((a, b) => b.atEpoch - a.atEpoch)[0];
    if (last === undefined) return pass(name, `nothing was full in the minutes known`, { saturatedAt });
    const days = (e.endEpoch - last.atEpoch) / SECONDS_PER_DAY;
    const numbers = { days, minimumDays: daysWithoutSaturation, value: last.value };
    const story = `${last.what} at ${instant(last.atEpoch)} (${last.value.toPrecision(3)}), ${days.toFixed(1)} days ago`;
    return days <= daysWithoutSaturation
      ? reject(name, `${story}: what was wanted then is not known, and ${daysWithoutSaturation} days must pass`, numbers)
      : pass(name, story, numbers);
  },
};
