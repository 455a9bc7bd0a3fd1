import { isFine, mapTiers, type Tiers } from "../evidence/tiers";
import { isMissing } from "../statistics/missing";

/** Bounds and aim of a group's target tracking. */
export interface ScalerSettings {
  readonly min: number;
  readonly max: number;
  /** Demand that one instance takes at the target, in the demand's own unit. */
  readonly demandPerInstance: number;
}

/**
 * Target tracking's own delays: scale-out needs 3 minutes over the target, scale-in 15 under it, and a new instance serves after its
 * warm-up of 5. https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html
 */
const SCALE_OUT_LAG_SECONDS = 8 * 60;
const SCALE_IN_LAG_SECONDS = 15 * 60;

/**
 * Instances in service when a group follows a demand: capacity arrives late and leaves later, between its bounds.
 * Coarser tiers know their demand by the interval only, so there capacity is that of the intervals before.
 */
export function replayScaler(demand: Tiers, { min, max, demandPerInstance }: ScalerSettings): Tiers {
  return demand.map(({ grid, values }) => {
    const out = Math.ceil(SCALE_OUT_LAG_SECONDS / grid.periodSeconds);
    const held = isFine(grid) ? Math.ceil(SCALE_IN_LAG_SECONDS / grid.periodSeconds) : 1;
    const desired = new Float64Array(values.length);
    let last = min;
    for (let i = 0; i < values.length; i++) {
      const value = values[i] ?? Number.NaN;
      if (!isMissing(value)) last = Math.min(max, Math.max(min, Math.ceil(value / demandPerInstance - ROUNDING)));
      desired[i] = last;
    }
    const inService = new Float64Array(values.length);
    for (let i = 0; i < values.length; i++) {
      let most = min;
      for (let j = Math.max(0, i - out - held + 1); j <= Math.max(0, i - out); j++) most = Math.max(most, desired[j] ?? min);
      inService[i] = most;
    }
    return { grid, values: inService };
  });
}

const ROUNDING = 1e-9;

/** Instances that are left when the zone with the most of them is lost: EC2 and SageMaker spread them as evenly as their number allows. */
export const withoutZone = (instances: Tiers, zones: number): Tiers => mapTiers(instances, (count) => count - Math.ceil(count / zones));
