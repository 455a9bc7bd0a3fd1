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
      return reject(name, `unpriced, so no saving can be shown: ${[...new Set(reasons)].join("; ")}`);
    }
    const stranded = cents((saving(before, after) ?? saved) - saved);
    const numbers = { savingUsd: saved, minimumUsd: minMonthlySavingUsd, ...(stranded === 0 ? {} : { strandedUsd: stranded }) };
    const less = stranded === 0 ? "" : `, ${usd(stranded)} of commitments stranded and taken off`;
    const story = `saves ${usd(saved)} a month${less}, the policy asks for ${usd(minMonthlySavingUsd)}`;
    return saved >= minMonthlySavingUsd ? pass(name, story, numbers) : reject(name, story, numbers);
  },
};
