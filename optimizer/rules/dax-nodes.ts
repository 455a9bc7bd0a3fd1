import { z } from "zod";
import { countIn, type Evidence, maxTiers } from "../evidence";
import { rangeOf } from "../kinds/ladder";
import { proposal } from "../plan/proposal";
import { isMissing } from "../statistics/missing";
import { finding, percent, refsOf } from "./finding";
import { P95_STATISTIC, p95 } from "./percentile";
import { rule } from "./rule";

const parameters = z.strictObject({ cpuP95Below: z.number().min(0).max(1) });

/** Of the busiest node. */
const cpuOf = (e: Evidence): number => p95(maxTiers(e.scoped("node").map((resource) => e.judged(resource, "cpu", "Average", "Maximum"))));

/** Fewer nodes of a DAX cluster, where its CPU is low: every node holds the whole item cache, so the hit rate stays. The node type is left alone, for another one is another cluster. */
export const daxNodes = rule({
  name: "dax-nodes",
  kinds: ["dax"],
  parameters,
  declines: (e, p) => {
    const cpu = cpuOf(e);
    return cpu >= p.cpuP95Below ? `p95 CPU of the busiest node is ${percent(cpu)}, not under ${percent(p.cpuP95Below)}` : undefined;
  },
  propose: (e, p) => {
    if (!e.turns("nodes")) return [];
    const cpu = cpuOf(e);
    const now = countIn(e.current, "nodes");
    const least = rangeOf(e.definition, "nodes")?.min ?? now;
    const findings = isMissing(cpu)
      ? []
      : [
          finding(e, refsOf(e.scoped("node"), "cpu", ["Average", "Maximum"]), {
            metric: "CPU of the busiest node",
            statistic: P95_STATISTIC,
            value: cpu,
            unit: "fraction",
          }),
        ];
    const reason = `p95 CPU of the busiest node is under ${percent(p.cpuP95Below)}`;
    return Array.from({ length: Math.max(0, now - least) }, (_, i) =>
      proposal(e, { rule: "dax-nodes", direction: "down", to: { ...e.current, nodes: least + i }, reason, findings }),
    );
  },
});
