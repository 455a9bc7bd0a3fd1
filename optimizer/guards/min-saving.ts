import { cents, netSaving, saving, usd } from "../money";
import { DOWN, type Guard, pass, reject } from "./guard";

const name = "min-saving";

/** The change saves enough to be worth its disruption; without prices that cannot be shown. */
export const minSaving: Guard = {
  name,
  scope: "candidate",
  binds: DOWN,
  judge: (p, e, { minMonthlySavingUsd }) => {
    const before = e.study.cost(p.over ?? e.current);
    const after = e.study.cost(p.to);
    const saved = netSaving(before, after, e.commitments);
    if (saved === undefined) {
      const reasons = [before, after].flatMap((cost) => (cost.priced ? [] : cost.reasons));
      if (p.unused === true) return pass(name, `what goes counts as unused; no saving is claimed, for it is unpriced: ${unique(reasons)}`);
      return reject(name, `unpriced, so no saving can be shown: ${unique(reasons)}`);
    }
    const stranded = cents((saving(before, after) ?? saved) - saved);
    const numbers = { savingUsd: saved, minimumUsd: minMonthlySavingUsd, ...(stranded === 0 ? {} : { strandedUsd: stranded }) };
    const less = stranded === 0 ? "" : `, ${usd(stranded)} of commitments stranded and taken off`;
    const onTop = p.over === undefined ? "" : " on top of what other rules settled";
    const story = `saves ${usd(saved)} a month${onTop}${less}, the policy asks for ${usd(minMonthlySavingUsd)}`;
    if (p.unused === true && saved >= 0)
      return pass(name, `what goes counts as unused, so no saving is asked of it; saves ${usd(saved)} a month${onTop}${less}`, numbers);
    return saved >= minMonthlySavingUsd ? pass(name, story, numbers) : reject(name, story, numbers);
  },
};

const unique = (reasons: readonly string[]): string => [...new Set(reasons)].join("; ");
