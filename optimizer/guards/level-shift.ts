import { demandShiftOf, type LevelShift, levelShift as shiftOf, sinceDay } from "../evidence";
import { largest, shareAbove } from "../statistics";
import { DOWN, type Guard, pass, percent, reject } from "./guard";

const name = "level-shift";
/** A need that never came nearer to its ceiling than this part of it decides nothing, at whatever level. */
const MATERIAL = 0.25;

/**
 * Where need went to a higher level there are enough days of it, and these days keep the budget by themselves: the time before does not
 * argue for a cut (method §3). What a scaler holds level is asked by its demand, for its need shows nothing of it. A level that fell needs no such proof, for what was needed before it fell still counts in full.
 */
export const levelShift: Guard = {
  name,
  scope: "candidate",
  binds: DOWN,
  judge: (p, e, { guards: { daysAfterLevelShift, violationBudget } }) => {
    const told: { readonly story: string; readonly numbers: ReturnType<typeof numbersOf> }[] = [];
    for (const { name: dimension, need, ceiling, scaled } of e.study.need(p.to)) {
      if (!(largest(need.map(({ values }) => largest(values))) >= MATERIAL * ceiling)) continue;
      const ofNeed = shiftOf(need, e.dayOf);
      const shift = ofNeed ?? (scaled === undefined ? undefined : demandShiftOf(scaled.demand, e.dayOf));
      if (shift === undefined) continue;
      const story = `${ofNeed === undefined ? "demand for " : ""}${dimension} went to ${shift.ratio.toFixed(2)} times its level ${shift.days} days ago`;
      const numbers = numbersOf(shift, daysAfterLevelShift);
      if (shift.days < daysAfterLevelShift)
        return reject(name, `${story}: ${daysAfterLevelShift} days of the new one must be known`, numbers);
      const share = Math.max(...sinceDay(need, shift.day, e.dayOf).map(({ values }) => shareAbove(values, ceiling)));
      if (share > violationBudget) {
        const over = `it would need more than ${percent(ceiling, 0)} in ${percent(share, 2)} of a tier (budget ${percent(violationBudget)})`;
        return reject(name, `${story}; since then ${over}`, { ...numbers, violations: share });
      }
      told.push({ story, numbers });
    }
    const [first] = told;
    if (first === undefined) return pass(name, "no need went to a higher level");
    return pass(name, `${told.map(({ story }) => story).join("; ")}; the days since keep the budget by themselves`, first.numbers);
  },
};

const numbersOf = ({ days, ratio }: LevelShift, minimumDays: number) => ({ days, ratio, minimumDays });
