import { percent } from "../../contract";
import { usd } from "../money";
import type { CommitmentAdvice, Recommendations } from "../plan/recommendation";

/** What to reserve, a line for each, dearest first within its region; then the sum, and what AWS would buy without knowing of the plan. */
export function commitmentLines({ commitments }: Pick<Recommendations, "commitments">): readonly string[] {
  if (commitments === undefined || commitments.advice.length === 0) return [];
  const { advice, awsWouldBuy } = commitments;
  const sorted = [...advice].sort((a, b) =>
    a.region === b.region ? b.monthlySavingUsd - a.monthlySavingUsd : a.region < b.region ? -1 : 1,
  );
  const regions = [...new Set(sorted.map(({ region }) => region))];
  const sumOf = (of: readonly { readonly monthlySavingUsd: number }[]): number =>
    of.reduce((sum, { monthlySavingUsd }) => sum + monthlySavingUsd, 0);
  return [
    ...regions.flatMap((region) => {
      const here = sorted.filter((each) => each.region === region);
      return regions.length === 1 ? here.map(line) : [...here.map(line), `${region}: ${usd(sumOf(here))} a month in all`];
    }),
    ...(advice.length > 1 ? [`All of it saves ${usd(sumOf(advice))} a month.`] : []),
    ...(awsWouldBuy.length === 0
      ? []
      : [
          `AWS's own advice (${awsWouldBuy.map(({ of, what }) => `${of}: ${what}`).join("; ")}) knows nothing of what is about to be turned down.`,
        ]),
  ];
}

/** What of it is better not reserved, and why. */
export const notReserved = ({ commitments }: Pick<Recommendations, "commitments">): readonly string[] =>
  (commitments?.declined ?? []).map(({ component, region, of, reason }) => `${component} in ${region}: no ${typeIn(of)}, for ${reason}`);

function line({ component, region, of, units, steadyUnits, shareOfHours, breakEvenShare, monthlySavingUsd }: CommitmentAdvice): string {
  return `${component} in ${region}: ${units} of ${steadyUnits} × ${typeIn(of)} for a year, no upfront, saves ${usd(monthlySavingUsd)} a month; they run ${percent(shareOfHours, 0)} of the hours, and it pays from ${percent(breakEvenShare, 0)} on`;
}

/** `rds:postgres:db.r6g.large:multi-az` → `db.r6g.large (multi-az)` */
function typeIn(priceKey: string): string {
  const parts = priceKey.split(":");
  const at = parts.findIndex((part) => part.includes("."));
  const more = parts.slice(at + 1);
  return `${parts[at] ?? priceKey}${more.length === 0 ? "" : ` (${more.join(", ")})`}`;
}
