import {
  type DeploymentContract,
  leastRequestsPerSecond,
  METRICS,
  missedShare,
  perOther,
  type Share,
  type Slo,
  type Threshold,
} from "../../contract";
import { canonicalFactor } from "../../optimizer/telemetry/snapshot/align";
import { aggregate, parseStatistic } from "../../simulator/cloudwatch/statistics";
import type { World } from "../../simulator/world";

const MINUTE = 60;

interface Range {
  readonly fromEpoch: number;
  readonly minutes: number;
}

/**
 * What a trigger looks at, minute by minute as the simulator has it: events summed, anything else by the worst resource.
 * @param share of events, as it is held against the limit
 * @returns in the metric's canonical unit; NaN where there is nothing
 */
export function minutesOfIndicator(
  world: World,
  contract: DeploymentContract,
  {
    component,
    metric,
    statistic,
    per,
    minRequestsPerSecond = 0,
  }: Omit<Threshold, "limit" | "unit"> & { readonly minRequestsPerSecond?: number },
  { fromEpoch, minutes }: Range,
  share: Share,
): Float64Array {
  const over = (name: string): Float64Array => {
    const result = new Float64Array(minutes).fill(Number.NaN);
    const parsed = parseStatistic(statistic);
    const kind = contract.components[component]?.kind;
    if (parsed === undefined || kind === undefined) return result;
    for (const resource of contract.inventory[component]?.resources ?? []) {
      const entry = METRICS[kind].find((known) => known.name === name && known.scope === resource.scope);
      if (entry === undefined) continue;
      const found = world.find(entry.namespace, entry.metricName, { ...resource.dimensions, ...entry.dimensions });
      if (found === undefined) continue;
      const range = { first: fromEpoch, slots: minutes, periodSeconds: MINUTE, endMinute: Number.POSITIVE_INFINITY };
      const factor = canonicalFactor(entry, statistic, MINUTE);
      aggregate(found, parsed, range).forEach((value, i) => {
        const known = result[i] ?? Number.NaN;
        if (Number.isNaN(value)) return;
        if (Number.isNaN(known)) result[i] = value * factor;
        else result[i] = statistic === "Sum" ? known + value * factor : Math.max(known, value * factor);
      });
    }
    return result;
  };
  const values = over(metric);
  if (per === undefined) return values;
  const total = over(per);
  const kind = contract.components[component]?.kind;
  if (kind === undefined) return values;
  const ratio = perOther(kind, { metric, statistic, per }, share);
  return values.map((value, i) => {
    const all = total[i] ?? Number.NaN;
    return all > 0 && all >= minRequestsPerSecond ? ratio(value, all, MINUTE) : Number.NaN;
  });
}

/** As {@link minutesOfIndicator}, of an objective. */
export const minutesOfObjective = (world: World, contract: DeploymentContract, slo: Slo, range: Range): Float64Array =>
  minutesOfIndicator(
    world,
    contract,
    { ...slo, minRequestsPerSecond: leastRequestsPerSecond(contract.policy, slo) },
    range,
    missedShare(slo.limit),
  );

/** Minutes that miss the objective; what nobody measured misses nothing. */
export const missesOf = (values: Float64Array, { limit }: Pick<Slo, "limit">): number =>
  values.reduce((missed, value) => missed + (value > limit ? 1 : 0), 0);

/** First minute at which N of the last M are over the limit. */
export function firstMet(
  values: Float64Array,
  { limit, points, outOf }: { readonly limit: number; readonly points: number; readonly outOf: number },
  from: number,
): number | undefined {
  for (let i = from; i < values.length; i++) {
    let over = 0;
    for (let j = Math.max(0, i - outOf + 1); j <= i; j++) if ((values[j] ?? Number.NaN) > limit) over++;
    if (over >= points) return i;
  }
  return undefined;
}
