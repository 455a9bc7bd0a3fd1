import { HOURS_PER_MONTH } from "../../contract";
import type { Cost, Recommendation, Recommendations } from "../plan/recommendation";
import type { CostBook } from "../telemetry/costs";
import type { Price } from "../telemetry/snapshot/types";
import { cents, saving } from "./cost";
import { type Pool, poolsOf } from "./pools";
import { type CostChange, type Stranded, strandedBy } from "./stranded";

/** What a saving is netted against: the payer's commitments as far as they are known. */
export interface Commitments {
  readonly pools: readonly Pool[];
  readonly prices: readonly Price[];
  readonly nowEpoch: number;
}

/** @returns undefined where the payer's commitments are not known */
export function commitmentsOf(costs: CostBook | undefined, prices: readonly Price[], nowEpoch: number): Commitments | undefined {
  return costs?.known === true ? { pools: poolsOf(costs, nowEpoch), prices, nowEpoch } : undefined;
}

export const strandedOf = ({ pools, prices, nowEpoch }: Commitments, changes: readonly CostChange[]): readonly Stranded[] =>
  strandedBy(changes, pools, prices, nowEpoch);

export const strandedMonthly = (stranded: readonly Stranded[]): number =>
  cents(stranded.reduce((sum, { monthlyUsd }) => sum + monthlyUsd, 0));

/** Monthly saving less what it strands; the list price difference alone where commitments are not known, none where something is unpriced. */
export function netSaving(before: Cost, after: Cost, commitments: Commitments | undefined): number | undefined {
  const gross = saving(before, after);
  if (gross === undefined || commitments === undefined) return gross;
  return cents(gross - strandedMonthly(strandedOf(commitments, [{ before, after }])));
}

/**
 * States gross, stranded and net of each recommendation, and of all together. Commitments are shared: what an earlier one strands a
 * later one does not strand again, so that the parts add up to the whole. Without costs nothing is added.
 */
export function withSavings(recommendations: Recommendations, costs: CostBook | undefined, prices: readonly Price[]): Recommendations {
  if (costs === undefined) return recommendations;
  const commitments = commitmentsOf(costs, prices, recommendations.snapshot.endEpoch);
  const reason = costs.known ? undefined : costs.reason;
  const changes = recommendations.recommendations.map(({ before, after }) => ({ before, after }));
  const each = recommendations.recommendations.map((recommendation, i): Recommendation => {
    const stated = statedSaving(recommendation, changes.slice(0, i), commitments, reason);
    return stated === undefined ? recommendation : { ...recommendation, saving: stated };
  });
  const { monthlyBeforeUsd: before, monthlyAfterUsd: after } = recommendations.totals;
  if (before === null || after === null) return { ...recommendations, recommendations: each };
  const grossMonthlyUsd = cents(before - after);
  const strandedMonthlyUsd = commitments === undefined ? null : strandedMonthly(strandedOf(commitments, changes));
  const savings = { grossMonthlyUsd, ...netted(grossMonthlyUsd, strandedMonthlyUsd, reason) };
  return { ...recommendations, recommendations: each, totals: { ...recommendations.totals, savings } };
}

function statedSaving(
  { before, after, disruption }: Recommendation,
  earlier: readonly CostChange[],
  commitments: Commitments | undefined,
  reason: string | undefined,
): Recommendation["saving"] {
  const gross = saving(before, after);
  if (gross === undefined || !after.priced) return undefined;
  const stranded = commitments === undefined ? [] : further(commitments, earlier, { before, after });
  return {
    grossMonthlyUsd: gross,
    ...netted(gross, commitments === undefined ? null : strandedMonthly(stranded), reason),
    stranded,
    oneOff: disruption.effect === "replace" ? [doubleRunning(after.monthlyUsd, disruption.minutes)] : [],
  };
}

const netted = (gross: number, strandedMonthlyUsd: number | null, reason: string | undefined) => ({
  strandedMonthlyUsd,
  netMonthlyUsd: strandedMonthlyUsd === null ? null : cents(gross - strandedMonthlyUsd),
  ...(reason === undefined ? {} : { unknown: reason }),
});

/** What the change strands beyond those before it. */
function further(commitments: Commitments, earlier: readonly CostChange[], change: CostChange): readonly Stranded[] {
  const already = new Map(strandedOf(commitments, earlier).map((one) => [one.commitment, one]));
  return strandedOf(commitments, [...earlier, change]).flatMap((one) => {
    const before = already.get(one.commitment);
    const monthlyUsd = cents(one.monthlyUsd - (before?.monthlyUsd ?? 0));
    return monthlyUsd === 0 ? [] : [{ ...one, monthlyUsd, totalUsd: cents(one.totalUsd - (before?.totalUsd ?? 0)) }];
  });
}

const doubleRunning = (monthlyUsd: number, minutes: number) => ({
  what: `old and new run side by side for about ${minutes} minutes`,
  usd: cents((monthlyUsd / HOURS_PER_MONTH / 60) * minutes),
});
