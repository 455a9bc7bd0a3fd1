import { GIB } from "../../../contract";
import { normal, stream, uniform } from "../../random";
import type { AuroraParameters } from "../../scenario/relational";
import { type Day, MINUTES_PER_DAY } from "../../time";
import { minutes, sparse } from "../block";
import type { MetricSource, SystemContext } from "../system";
import type { ClusterLoad, Member } from "./load";

const VOLUME_EVERY_MINUTES = 5;
const VOLUME_SECONDS = 300;
/** All that is stored, relative to what is in use. */
const VOLUME_PER_WORKING_SET = 5;
const NOISE = 0.02;

/** What the volume under the instances publishes: reads that no buffer answered, and writes. */
export function volumeSource(
  context: SystemContext,
  parameters: AuroraParameters,
  load: ClusterLoad,
  members: readonly Member[],
  name: string,
): MetricSource | undefined {
  if (name === "volume_bytes") {
    const bytes = Math.round(parameters.workingSetGib * VOLUME_PER_WORKING_SET * GIB);
    return { day: () => sparse(minutes((i) => (i % VOLUME_EVERY_MINUTES === 0 ? bytes : Number.NaN))) };
  }
  const perSecond: Readonly<Record<string, (day: Day, minute: number) => number>> = {
    volume_read_iops: (day, i) =>
      members.reduce((sum, member) => {
        const at = load.instance(member, day);
        return Number.isNaN(at.busy[i]) ? sum : sum + (at.reads[i] ?? 0) * (1 - (at.hitRatio[i] ?? 1));
      }, 0),
    volume_write_iops: (day, i) => (load.writes.day(day)[i] ?? 0) * parameters.ioPerWrite,
  };
  const rate = perSecond[name];
  if (rate === undefined) return undefined;
  const noise = stream(context.seed, `${context.name}/${name}`);
  return {
    day: (day) =>
      sparse(
        minutes((i) => {
          if (i % VOLUME_EVERY_MINUTES !== 0) return Number.NaN;
          return Math.floor(rate(day, i) * VOLUME_SECONDS * (1 + NOISE * normal(noise, day * MINUTES_PER_DAY + i)) + uniform(noise, -i));
        }),
      ),
  };
}
