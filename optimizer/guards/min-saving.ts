import { saving, usd } from "../money";
import { DOWN, type Guard, pass, reject } from "./guard";

const name = "min-saving";

/** The change saves enough to be worth its disruption; without prices that cannot be shown. */
export const minSaving: Guard = {
  name,
  scope: "candidate",
  binds: DOWN,
  judge: (p, e, { minMonthlySavingUsd }) => {
    const before = e.study.cost(e.current);
    const after = e.study.cost(p.to);
    const saved = saving(before, after);
    if (saved === undefined) {
      const reasons = [before, after].flatMap((cost) => (cost.priced ? [] : cost.reasons));
      return reject(name, `unpriced, so no saving can be shown: ${[...new Set(reasons)].join("; ")}`);
    }
    const numbers = { savingUsd: saved, minimumUsd: minMonthlySavingUsd };
    const story = `saves ${usd(saved)} a month, the policy asks for ${usd(minMonthlySavingUsd)}`;
    return saved >= minMonthlySavingUsd ? pass(name, story, numbers) : reject(name, story, numbers);
  },
};
