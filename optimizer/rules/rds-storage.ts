import { z } from "zod";
import { countIn, type Evidence, type Settings, sumTiers } from "../evidence";
import { rdsVolume } from "../kinds/rds-volume";
import { proposal } from "../plan/proposal";
import { largest } from "../statistics";
import { finding, refsOf } from "./finding";
import { rule } from "./rule";

const parameters = z.strictObject({
  /** IOPS that a gp3 volume has at no charge, and the least that RDS accepts, from a size on. */
  includedIops: z.int().positive(),
  includedFromGib: z.int().positive(),
});

/** IOPS are asked for in steps of this; finer ones save cents. */
const STEP = 1_000;

/** Fewer provisioned IOPS, down to those that come with the volume. */
export const rdsStorage = rule({
  name: "rds-storage",
  kinds: ["rds-instance"],
  parameters,
  declines: (e, { includedIops, includedFromGib }) => {
    const { type } = rdsVolume(e.current);
    if (type !== "gp3") return `the volume is ${type}: what gp3 includes is no measure of its IOPS`;
    const gib = countIn(e.current, "allocated_storage_gib");
    const iops = countIn(e.current, "iops");
    if (gib < includedFromGib) return `nothing to save on IOPS: a gp3 volume under ${includedFromGib} GiB takes no number of them`;
    if (iops <= includedIops)
      return `nothing to save on IOPS: gp3 includes ${includedIops} from ${includedFromGib} GiB on, and ${iops} are provisioned`;
    return undefined;
  },
  propose: (e, { includedIops, includedFromGib }) => {
    if (!e.turns("iops")) return [];
    const iops = countIn(e.current, "iops");
    const targets = [includedIops];
    for (let target = Math.ceil((includedIops + 1) / STEP) * STEP; target < iops; target += STEP) targets.push(target);
    const findings = [busiest(e)].filter(({ value }) => Number.isFinite(value));
    return targets.map((target) =>
      proposal(e, {
        rule: "rds-storage",
        direction: "down",
        to: { ...e.current, iops: target } satisfies Settings,
        reason: `gp3 includes ${includedIops} IOPS from ${includedFromGib} GiB on, and ${iops} are provisioned`,
        findings,
      }),
    );
  },
});

function busiest(e: Evidence) {
  const instances = e.scoped("instance");
  const operations = instances.map((resource) => {
    const reads = e.judged(resource, "read_iops", "Average", "Maximum");
    const writes = e.judged(resource, "write_iops", "Average", "Maximum");
    return sumTiers([reads, writes]);
  });
  return finding(
    e,
    ["read_iops", "write_iops"].flatMap((metric) => refsOf(instances, metric, ["Average", "Maximum"])),
    {
      metric: "IOPS of the busiest volume",
      statistic: "greatest of 1-minute averages, older than 15 days of 5-minute and 1-hour maxima, reads and writes added",
      value: largest(operations.flatMap((tiers) => tiers.map(({ values }) => largest(values)))),
      unit: "count-per-second",
    },
  );
}
