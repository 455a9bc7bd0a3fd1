import { redisSize } from "../../../../optimizer/rules/redis-size";
import { redisTopology } from "../../../../optimizer/rules/redis-topology";
import { saasPolicy } from "../../../../stacks/saas/policy";
import { tradingPolicy } from "../../../../stacks/trading/policy";
import { boundariesOf } from "../../../support/boundaries";
import { evidence } from "../../../support/evidence";
import { type Measures, tradingOnly } from "../../../support/snapshot";
import { QUIET } from "../../../support/trading-load";

const asked = (measures: Measures[string]) =>
  evidence("cache", {
    measures: { cache: { ...QUIET.cache, get_commands: 1, set_commands: 1, ...measures } },
    components: tradingOnly("cache"),
    values: { cache_shards: 4, cache_replicas_per_shard: 1 },
    days: 2,
    minuteDays: 1,
  });
const fewer = (measures: Measures[string]) => (): boolean =>
  redisTopology.declines(asked(measures), tradingPolicy.rules["redis-topology"]) === undefined;
const smaller = (measures: Measures[string]) => (): boolean =>
  redisSize.declines(asked(measures), saasPolicy.rules["redis-size"]) === undefined;
/** Reads a second on each of eight nodes. */
const reads = (get_commands: number) => smaller({ get_commands, set_commands: 0 });

export const redis = [
  ...boundariesOf("redis-topology", {
    hitRateAtLeast: [0.95, fewer({ hits: 95, misses: 5 }), fewer({ hits: 94.9, misses: 5.1 })],
  }),
  ...boundariesOf("redis-size", {
    cpuBelow: [0.3, smaller({ engine_cpu: 0.299 }), smaller({ engine_cpu: 0.3 })],
    memoryBelow: [0.5, smaller({ capacity_used: 0.499 }), smaller({ capacity_used: 0.5 })],
    commandsPerSecondBelow: [10_000, reads(1_249), reads(1_250)],
  }),
];
