import { type Resource, SECONDS_PER_HOUR } from "../../contract";
import type { ComponentHistory } from "../evidence/history";
import { type Settings, textIn } from "../evidence/settings";
import { maxTiers, scaleTiers } from "../evidence/tiers";
import { type BillItem, bill, unitHours } from "../money";
import { largest } from "../statistics";
import type { KindModel, LimitCheck, Study } from "./model";
import { ANY_EVENT, judgedRefs, lastAtLeast, latest, statisticOf, timeMean } from "./reading";
import { onDemandQuotas, type Quotas } from "./table-quota";
import { type Direction, SURGE_LIMIT, steepestSurge, type Traffic, tableResources, tableTraffic, utilizationOf } from "./table-traffic";

const PRICES = {
  PROVISIONED: { reads: "dynamodb:rcu-hour", writes: "dynamodb:wcu-hour" },
  PAY_PER_REQUEST: { reads: "dynamodb:read-request", writes: "dynamodb:write-request" },
} as const satisfies Record<string, Record<Direction, string>>;

const PROVISIONED_GAUGES = [
  ["provisioned_reads", "Average", "Average"],
  ["provisioned_writes", "Average", "Average"],
] as const;

type BillingMode = keyof typeof PRICES;

/** A table with its indexes, provisioned with autoscaling or on demand. */
export const dynamodbTable: KindModel = { kind: "dynamodb-table", together: [], precedence: [], study };

function study(history: ComponentHistory): Study {
  const { guards } = history.policy;
  const resources = tableResources(history);
  const traffic = tableTraffic(history);
  const quotas = onDemandQuotas(history);
  const kept = (settings: Settings): readonly Traffic[] => traffic.filter(({ resource }) => isThere(history, settings, resource));
  const modeOf = (settings: Settings): BillingMode =>
    textIn(settings, "billing_mode") === "PROVISIONED" ? "PROVISIONED" : "PAY_PER_REQUEST";

  return {
    rests: judgedRefs(history, resources, [
      ["consumed_reads", "Sum", "Sum"],
      ["consumed_writes", "Sum", "Sum"],
      // A table on demand has none, and what it costs does not rest on it.
      ...(modeOf(history.current) === "PROVISIONED" ? PROVISIONED_GAUGES : []),
    ]),
    saturation: latest(
      resources.flatMap((resource) =>
        (["read_throttles", "write_throttles"] as const).map((metric) =>
          lastAtLeast(history.read({ resource, metric, statistic: "Sum" }), ANY_EVENT, `${metric.replace("_", " ")} of ${resource.name}`),
        ),
      ),
    ),
    need: (settings) => [
      {
        name: modeOf(settings) === "PROVISIONED" ? "provisioned capacity" : "on-demand quota",
        need: maxTiers(
          kept(settings).map((one) =>
            modeOf(settings) === "PROVISIONED" ? utilizationOf(one) : scaleTiers(one.consumed, 1 / quotas[one.direction]),
          ),
        ),
        ceiling: guards.afterFailureCeiling,
        statistic: statisticOf(history, "Sum", "Sum"),
      },
    ],
    // DynamoDB keeps three copies in three zones and serves on when one is lost: nothing of it is a table's own to size.
    afterFailure: () => [],
    queues: () => [],
    nothingWaits: "no request queues for a table's own servers; what is over its capacity is throttled, which is judged as need",
    limits: (to) =>
      modeOf(to) === "PROVISIONED" || modeOf(history.current) === modeOf(to) ? [] : [surgeFits(traffic), quotaFits(traffic, quotas)],
    rungsDown: () => 0,
    cost: (settings) =>
      bill(
        kept(settings).map((one) =>
          billItem(modeOf(settings), one, timeMean(modeOf(settings) === "PROVISIONED" ? one.provisioned : one.consumed)),
        ),
        history.prices,
      ),
    stepUp: () => undefined,
  };
}

/** Whether settings keep a table or index; an index that no tunable names stays. */
function isThere({ definition }: ComponentHistory, settings: Settings, { scope, name }: Resource): boolean {
  const indexes = definition.kind === "dynamodb-table" ? definition.tunables.indexes : undefined;
  const present = settings.indexes;
  return scope !== "index" || indexes === undefined || !indexes.members.includes(name) || !Array.isArray(present) || present.includes(name);
}

/** A month of one direction of a table or index, from its mean units per second (provisioned, or consumed). */
export function billItem(mode: BillingMode, { resource, direction }: Traffic, mean: number): BillItem {
  const what = `${direction} of ${resource.name}`;
  return mode === "PROVISIONED"
    ? { item: `Provisioned ${what}, mean of the window`, priceKey: PRICES[mode][direction], quantity: unitHours(mean), unit: "unit-hour" }
    : {
        item: `On-demand ${what}, as consumed in the window`,
        priceKey: PRICES[mode][direction],
        quantity: unitHours(mean) * SECONDS_PER_HOUR,
        unit: "request",
      };
}

function surgeFits(traffic: readonly Traffic[]): LimitCheck {
  const surge = traffic.map(steepestSurge).reduce((a, b) => ((b?.ratio ?? 0) > (a?.ratio ?? 0) ? b : a), undefined);
  const ratio = surge?.ratio ?? 0;
  const pass = ratio <= SURGE_LIMIT;
  const where =
    surge === undefined ? "no traffic" : `${surge.direction} of ${surge.resource} reached ${ratio.toFixed(2)} times the previous peak`;
  return {
    pass,
    reason: `${where} within 30 minutes; on-demand serves ${SURGE_LIMIT} times at once`,
    numbers: { ratio, limit: SURGE_LIMIT },
  };
}

function quotaFits(traffic: readonly Traffic[], quotas: Quotas): LimitCheck {
  const peaks = traffic.map(({ resource, direction, consumed }) => {
    const peak = Math.max(0, ...consumed.map(({ values }) => largest(values)).filter(Number.isFinite));
    return { of: `${direction} of ${resource.name}`, peak, quota: quotas[direction] };
  });
  const fullest = peaks.reduce<(typeof peaks)[number] | undefined>(
    (a, b) => (a === undefined || b.peak / b.quota > a.peak / a.quota ? b : a),
    undefined,
  );
  const { of, peak, quota } = fullest ?? { of: "no traffic", peak: 0, quota: quotas.reads };
  return {
    pass: peak <= quota,
    reason: `${of}: a peak of ${Math.round(peak)} units per second against the on-demand quota of ${quota}, which the table and each index have`,
    numbers: { peak, quota },
  };
}
