import { z } from "zod";
import { EC2 } from "../../contract";
import { countIn, type Evidence, maxTiers, textIn } from "../evidence";
import { rangeOf } from "../kinds/ladder";
import { cpuCeiling } from "../kinds/reading";
import { proposal } from "../plan/proposal";
import { isMissing } from "../statistics/missing";
import { finding, percent, refsOf } from "./finding";
import { P95_STATISTIC, p95 } from "./percentile";
import { rule } from "./rule";

const parameters = z.strictObject({});

const groupsOf = (e: Evidence) => e.scoped("group");

/** The highest target that the range, and the ceiling of what is there, leave; whole percents. */
function highestTarget(e: Evidence): number {
  const spec = EC2.get(textIn(e.current, "instance_type"));
  const ceiling = spec === undefined ? 0 : Math.floor(cpuCeiling(e, spec) * 100);
  return Math.min(ceiling, rangeOf(e.definition, "target_cpu_percent")?.max ?? 0);
}

/**
 * A higher target of target tracking, so that a group that grows with its load grows later. What each instance then carries, with its
 * scaler's lag and with a zone lost, is for the guards; a target that changes nothing saves nothing.
 */
export const groupTarget = rule({
  name: "group-target",
  kinds: ["auto-scaling-group"],
  parameters,
  declines: (e) => {
    const [target, highest] = [countIn(e.current, "target_cpu_percent"), highestTarget(e)];
    return target >= highest ? `the target of ${target} % CPU is as high as it may be` : undefined;
  },
  propose: (e) => {
    if (!e.turns("target_cpu_percent")) return [];
    const target = countIn(e.current, "target_cpu_percent");
    const cpu = p95(maxTiers(groupsOf(e).map((resource) => e.judged(resource, "cpu", "Average", "Maximum"))));
    const findings = isMissing(cpu)
      ? []
      : [
          finding(e, refsOf(groupsOf(e), "cpu", ["Average", "Maximum"]), {
            metric: "cpu",
            statistic: P95_STATISTIC,
            value: cpu,
            unit: "fraction",
          }),
        ];
    return Array.from({ length: Math.max(0, highestTarget(e) - target) }, (_, i) => target + 1 + i).map((higher) =>
      proposal(e, {
        rule: "group-target",
        direction: "down",
        to: { ...e.current, target_cpu_percent: higher },
        reason: `instances are added from ${percent(higher / 100)} CPU on, not from ${percent(target / 100)}`,
        findings,
      }),
    );
  },
});
