import { type CommitmentPolicy, HOURS_PER_MONTH, type Policy, percent } from "../../contract";
import type { CommitmentAdvice, Recommendations } from "../plan/recommendation";
import type { CostBook } from "../telemetry/costs";
import { cents } from "./cost";
import type { Commitments } from "./net-saving";
import type { Pool } from "./pools";
import type { SteadyUse } from "./steady";
import { type CostChange, reductionOf } from "./stranded";
import { usageClass } from "./usage-class";

interface Asked {
  /** After the plan. */
  readonly uses: readonly SteadyUse[];
  readonly changes: readonly CostChange[];
  readonly policy: Pick<Policy, "commitments" | "minMonthlySavingUsd">;
  readonly costs: CostBook | undefined;
  readonly commitments: Commitments | undefined;
}

/**
 * What to reserve for a year: of what runs steadily once the plan is in place the policy's share, and never more than the commitments
 * that are there leave uncovered of the payer's usage then. Where nobody knows them, nothing is advised.
 * @returns undefined where the policy does not ask
 */
export function commitmentAdvice({ uses, changes, policy, costs, commitments }: Asked): Recommendations["commitments"] {
  const { commitments: asked } = policy;
  if (asked === undefined) return undefined;
  const declined: { component: string; region: string; of: string; reason: string }[] = [];
  const advice: CommitmentAdvice[] = [];
  const taken = new Map<Pool, number>();
  for (const use of uses) {
    const judged = adviceOn(use, { asked, policy, changes, commitments, taken });
    if (typeof judged !== "string") advice.push(judged);
    else declined.push({ component: use.component, region: use.region, of: use.priceKey, reason: judged });
  }
  return { advice, declined, awsWouldBuy: awsWouldBuy(costs) };
}

interface Situation extends Pick<Asked, "changes" | "commitments" | "policy"> {
  readonly asked: CommitmentPolicy;
  /** What was advised already, by pool and in its unit. */
  readonly taken: Map<Pool, number>;
}

/** Advice, or why there is none. */
function adviceOn(use: SteadyUse, { asked, policy, changes, commitments, taken }: Situation): CommitmentAdvice | string {
  if (!use.steady) return use.reason;
  if (commitments === undefined) return "the payer's commitments are not known";
  const { component, region, priceKey, units: steadyUnits, shareOfHours, breakEvenShare, onDemandUsd, reservedUsd, rateCode } = use;
  const usage = usageClass(priceKey, region);
  if (usage === undefined) return "sizes of this type cannot be reserved";
  const wanted = Math.floor(asked.shareAtMost * steadyUnits + ROUNDING);
  if (wanted === 0) return `${percent(asked.shareAtMost)} of ${steadyUnits} that run steadily is not one`;
  const pools = commitments.pools.filter((pool) => pool.covers(usage));
  const amount = ({ unit }: Pool): number => (unit === "usd" ? onDemandUsd : usage.units);
  const rooms = pools.map((pool) => {
    const left = pool.eligible - reductionOf(pool, changes, commitments.prices) - pool.committed - (taken.get(pool) ?? 0);
    return Math.floor(Math.max(0, left) / amount(pool) + ROUNDING);
  });
  const units = Math.min(wanted, ...rooms);
  if (units === 0) return `what is committed already covers what is left: ${pools.map(({ name }) => name).join(", ")}`;
  const monthlySavingUsd = cents(units * HOURS_PER_MONTH * (onDemandUsd * shareOfHours - reservedUsd));
  if (monthlySavingUsd < policy.minMonthlySavingUsd)
    return `would save $${monthlySavingUsd.toFixed(2)} a month, too little to bind oneself`;
  for (const pool of pools) taken.set(pool, (taken.get(pool) ?? 0) + units * amount(pool));
  return {
    component,
    region,
    of: priceKey,
    units,
    steadyUnits,
    shareOfHours: rounded(shareOfHours),
    breakEvenShare: rounded(breakEvenShare),
    termYears: 1,
    payment: "No Upfront",
    onDemandUsdPerHour: onDemandUsd,
    reservedUsdPerHour: reservedUsd,
    rateCode,
    monthlySavingUsd,
  };
}

const awsWouldBuy = (costs: CostBook | undefined): NonNullable<Recommendations["commitments"]>["awsWouldBuy"] =>
  costs?.known === true
    ? costs.advice.flatMap(({ of, items }) => items.map(({ what, monthlySavingUsd }) => ({ of, what, monthlySavingUsd })))
    : [];

const rounded = (value: number): number => Number(value.toPrecision(6));
const ROUNDING = 1e-9;
