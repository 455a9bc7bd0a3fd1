import type { Policy } from "../../contract";
import type { Evidence, Settings } from "../../optimizer/evidence";
import type { Guard } from "../../optimizer/guards";
import type { Dimension, Study } from "../../optimizer/kinds";
import type { Verdict } from "../../optimizer/plan/recommendation";
import type { TierPeriod, TierValues } from "../../optimizer/telemetry/snapshot/types";
import { evidence, towards } from "./evidence";
import { NOW, tradingOnly } from "./snapshot";

let plain: Evidence | undefined;
/** A database with two readers of which nothing is measured. */
function database(): Evidence {
  plain ??= evidence("database", { measures: {}, components: tradingOnly("database"), values: { database_readers: 2 }, days: 1 });
  return plain;
}

/** Evidence of which only what is given matters: what its study says is said outright, not measured. */
export function given(study: Partial<Study>, rest: Partial<Evidence> = {}): Evidence {
  const e = database();
  const need: Study["need"] = () => [];
  return { ...e, needBefore: () => [], latencyModels: () => [], latencySlos: [], ...rest, study: { ...e.study, need, ...study } };
}

/** Values of one tier that end now, or when told. */
export const tier = (
  values: ArrayLike<number>,
  periodSeconds: TierPeriod = 60,
  startEpoch = NOW - values.length * periodSeconds,
): TierValues => ({ grid: { periodSeconds, startEpoch, length: values.length }, values: Float64Array.from(values) });

/** As many of a value as told, and among them others at given places. */
export const mostly = (value: number, length: number, others: Readonly<Record<number, number>> = {}): Float64Array =>
  Float64Array.from({ length }, (_, i) => others[i] ?? value);

export const dimension = (name: string, ceiling: number, ...need: readonly TierValues[]): Dimension => ({
  name,
  ceiling,
  need,
  statistic: `${name} of minutes`,
});

interface Asked {
  readonly to?: Settings;
  readonly guards?: Partial<Policy["guards"]>;
  readonly policy?: Partial<Policy>;
  readonly direction?: "down" | "up";
}

/** A guard's verdict on evidence as {@link given}, under a policy of which some numbers are told. */
export function judged(guard: Guard, e: Evidence, { to = {}, guards = {}, policy = {}, direction = "down" }: Asked = {}): Verdict {
  const asked = { ...e.policy, ...policy, guards: { ...e.policy.guards, ...guards } };
  return guard.judge({ ...towards(e, to), direction }, { ...e, policy: asked }, asked);
}
