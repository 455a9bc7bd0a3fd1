import { SECONDS_PER_HOUR } from "../../contract";
import type { ComponentHistory } from "../evidence/history";
import { countIn, type Settings } from "../evidence/settings";
import { productTiers, scaleTiers, type Tiers } from "../evidence/tiers";
import { type BillItem, bill, unitHours } from "../money";
import { halvings, rangeOf, withValues } from "./ladder";
import { functionLimits } from "./lambda-limits";
import { type FunctionUsage, functionRefs, functionUsage, slowdown } from "./lambda-usage";
import type { Dimension, KindModel, Study } from "./model";
import { ANY_EVENT, lastAtLeast, latest, statisticOf, timeMean } from "./reading";

const MB_PER_GB = 1_024;
const STEP_UP = 2;

/**
 * A function: memory, and with it a share of the vCPUs; runs that it may have at once; environments that are kept warm. Nothing queues:
 * a run beyond the reserved ones is refused, one beyond the warm ones starts cold.
 */
export const lambdaFunction: KindModel = {
  kind: "lambda-function",
  together: [],
  // AWS keeps no more environments warm than runs are reserved.
  precedence: ["provisioned_concurrency", "reserved_concurrency", "memory_mb", "timeout_seconds"],
  study,
};

/** @param recent whose measurements say how much longer runs take with less memory, where the history is of hours of which nobody kept that */
function study(history: ComponentHistory, recent: ComponentHistory = history): Study {
  const { current, definition, policy } = history;
  const { guards } = policy;
  const usage = functionUsage(history);
  const statistic = statisticOf(history, "Maximum", "Maximum");
  const concurrency = (name: string, runs: Tiers, to: Settings, available: number): Dimension => ({
    name,
    // How much longer runs take is told by the memory that they had.
    need: productTiers(
      runs,
      history.capacity.over(history.grids, (then) => slowdown(functionUsage(recent), then, to) / available),
    ),
    ceiling: guards.cpuCeiling,
    statistic,
  });

  return {
    rests: functionRefs(history, usage),
    saturation: latest(
      history
        .scoped("function")
        .map((resource) =>
          lastAtLeast(history.read({ resource, metric: "throttles", statistic: "Sum" }), ANY_EVENT, `throttles of ${resource.name}`),
        ),
    ),
    need: (settings) => {
      const provisioned = countIn(settings, "provisioned_concurrency");
      return [
        concurrency("reserved concurrency", usage.concurrency, settings, countIn(settings, "reserved_concurrency")),
        ...(provisioned === 0 ? [] : [concurrency("provisioned concurrency", usage.throughAlias, settings, provisioned)]),
        // Where it stays, it need not be known.
        ...(settings.memory_mb === current.memory_mb
          ? []
          : [
              {
                name: "memory",
                need: scaleTiers(usage.memoryMb, 1 / countIn(settings, "memory_mb")),
                ceiling: 1 / (1 + guards.memoryReserve),
                statistic,
              },
            ]),
      ];
    },
    // Lambda runs a function in all zones of its region, and in the others when one is lost.
    afterFailure: () => [],
    queues: () => [],
    nothingWaits:
      "no run waits for another; one too many is refused, which is judged as need, and longer runs are held to the rule's own bound",
    slows: (from, to) => slowdown(usage, from, to),
    limits: (to) => functionLimits(history, usage, to),
    rungsDown: (to) => Math.max(0, halvings(countIn(current, "memory_mb"), countIn(to, "memory_mb"))),
    cost: (settings) => bill(costItems(usage, current, settings), history.prices),
    stepUp: () => {
      const reserved = countIn(current, "reserved_concurrency");
      const more = Math.min(reserved * STEP_UP, rangeOf(definition, "reserved_concurrency")?.max ?? 0);
      return more > reserved ? withValues(current, { reserved_concurrency: more }) : undefined;
    },
  };
}

/** https://aws.amazon.com/lambda/pricing/: environments kept warm are paid for all the time, and runs in them at a lower rate. */
function costItems(usage: FunctionUsage, current: Settings, to: Settings): readonly BillItem[] {
  const memoryMb = countIn(to, "memory_mb");
  const provisioned = countIn(to, "provisioned_concurrency");
  const gbSeconds = (runs: number): number => (unitHours(runs) * SECONDS_PER_HOUR * memoryMb) / MB_PER_GB;
  const runs = timeMean(usage.busy) * slowdown(usage, current, to);
  const warm = runs * warmShare(usage, current, provisioned);
  return [
    {
      item: "Requests, as in the window",
      priceKey: "lambda:request",
      quantity: unitHours(timeMean(usage.invocations)) * SECONDS_PER_HOUR,
      unit: "request",
    },
    {
      item: `Duration at ${memoryMb} MB, as in the window`,
      priceKey: "lambda:gb-second",
      quantity: gbSeconds(runs - warm),
      unit: "gb-second",
    },
    ...(provisioned === 0
      ? []
      : ([
          {
            item: `Provisioned concurrency, ${provisioned} × ${memoryMb} MB`,
            priceKey: "lambda:provisioned-gb-second",
            quantity: gbSeconds(provisioned),
            unit: "gb-second",
          },
          {
            item: `Duration at ${memoryMb} MB in environments kept warm, as in the window`,
            priceKey: "lambda:provisioned-duration-gb-second",
            quantity: gbSeconds(warm),
            unit: "gb-second",
          },
        ] as const)),
  ];
}

/** Share of the runs that find a warm environment: as before, as long as there are any, for the guards leave room for all of them. */
function warmShare({ invocations, warmInvocations }: FunctionUsage, current: Settings, provisioned: number): number {
  if (provisioned === 0) return 0;
  if (countIn(current, "provisioned_concurrency") === 0) return 1;
  const all = timeMean(invocations);
  return all === 0 ? 0 : Math.min(1, timeMean(warmInvocations) / all);
}
