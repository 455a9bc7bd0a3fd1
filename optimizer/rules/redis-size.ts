import { z } from "zod";
import type { Resource } from "../../contract";
import { type Evidence, maxTiers, sumTiers, type Tiers } from "../evidence";
import { shardsOf } from "../kinds/redis";
import { proposal } from "../plan/proposal";
import { isMissing } from "../statistics/missing";
import { finding, percent, refsOf } from "./finding";
import { P95_STATISTIC, p95 } from "./percentile";
import { smallerClusters } from "./redis-candidates";
import { rule } from "./rule";

const parameters = z.strictObject({
  cpuBelow: z.number().min(0).max(1),
  memoryBelow: z.number().min(0).max(1),
  /** Of all clients together. @default not asked */
  commandsPerSecondBelow: z.number().positive().optional(),
});

/** ElastiCache counts no commands as a whole: those that read and those that write keys are the bulk of any cache's. */
const COMMANDS = ["get_commands", "set_commands"] as const;

/**
 * Commands of all clients together: what reads is answered by one node, what writes is repeated by each replica of the shard and counts
 * once. Which node of a shard is its primary changes with every failover, so the one that writes most stands for it.
 */
function clientCommands(e: Evidence, nodes: readonly Resource[]): Tiers {
  const rate = (metric: (typeof COMMANDS)[number], resource: Resource): Tiers => e.read({ resource, metric, statistic: "Sum" });
  return sumTiers([
    ...nodes.map((node) => rate("get_commands", node)),
    ...shardsOf(nodes).map((members) => maxTiers(members.map((node) => rate("set_commands", node)))),
  ]);
}

interface Use {
  /** Of the busiest node, minute by minute. */
  readonly cpu: number;
  readonly memory: number;
  /** Of all clients together, a second. */
  readonly commands: number;
}

function useOf(e: Evidence): Use {
  const nodes = e.scoped("node");
  return {
    cpu: p95(maxTiers(nodes.map((resource) => e.judged(resource, "engine_cpu", "Average", "Maximum")))),
    memory: p95(maxTiers(nodes.map((resource) => e.read({ resource, metric: "capacity_used", statistic: "Maximum" })))),
    commands: p95(clientCommands(e, nodes)),
  };
}

/** Fewer replicas, fewer shards, a smaller node type, where CPU, memory and commands, if the policy asks for them, are low; whether all of it fits is for the guards. */
export const redisSize = rule({
  name: "redis-size",
  kinds: ["redis"],
  parameters,
  declines: (e, p) => {
    const { cpu, memory, commands } = useOf(e);
    if (cpu >= p.cpuBelow) return `p95 engine CPU of the busiest node is ${percent(cpu)}, not under ${percent(p.cpuBelow)}`;
    if (memory >= p.memoryBelow) return `p95 memory of the fullest node is ${percent(memory)}, not under ${percent(p.memoryBelow)}`;
    if (p.commandsPerSecondBelow !== undefined && commands >= p.commandsPerSecondBelow)
      return `p95 of all clients' commands is ${Math.round(commands)} a second, not under ${p.commandsPerSecondBelow}`;
    return undefined;
  },
  propose: (e, p) => {
    const { cpu, memory, commands } = useOf(e);
    const nodes = e.scoped("node");
    const findings = [
      finding(e, refsOf(nodes, "engine_cpu", ["Average", "Maximum"]), {
        metric: "engine CPU of the busiest node",
        statistic: P95_STATISTIC,
        value: cpu,
        unit: "fraction",
      }),
      finding(e, refsOf(nodes, "capacity_used", ["Maximum"]), {
        metric: "memory used of the fullest node",
        statistic: "p95 of maxima, weighted by time",
        value: memory,
        unit: "fraction",
      }),
      finding(
        e,
        COMMANDS.flatMap((metric) => refsOf(nodes, metric, ["Sum"])),
        {
          metric: "commands of all clients that read and write keys",
          statistic: "p95 of mean rates, weighted by time",
          value: commands,
          unit: "count-per-second",
        },
      ),
    ].filter(({ value }) => !isMissing(value));
    const [cpuLow, memoryLow] = [`p95 CPU is under ${percent(p.cpuBelow)}`, `memory under ${percent(p.memoryBelow)}`];
    const reason =
      p.commandsPerSecondBelow === undefined
        ? `${cpuLow} and ${memoryLow}`
        : `${cpuLow}, ${memoryLow} and commands under ${p.commandsPerSecondBelow} a second`;
    return smallerClusters(e).map((to) => proposal(e, { rule: "redis-size", direction: "down", to, reason, findings }));
  },
});
