import { z } from "zod";
import { MIB, type VolumeSpeed } from "../../contract";
import { coverageOf, type Evidence, type Settings, type Tiers } from "../evidence";
import type { VolumeModel } from "../kinds";
import { ladderOf, rangeOf } from "../kinds/ladder";
import { proposal } from "../plan/proposal";
import type { Finding } from "../plan/recommendation";
import { largest } from "../statistics";
import { finding, percent } from "./finding";
import { optIn } from "./opt-in";
import { rule } from "./rule";

const parameters = z.strictObject({
  ...optIn,
  /** Share of a gp3 volume's IOPS, and of its throughput, that the measured peak may take. */
  peakShareAtMost: z.number().positive().max(1),
});

/** Finer ones save cents. */
const STEP = { iops: 500, mibps: 25 } as const;

/** gp3 in place of dearer volumes, with the IOPS and the throughput that were measured, or else with what the present ones can do. */
export const gp3Volumes = rule({
  name: "gp3-volumes",
  kinds: ["auto-scaling-group", "rds-instance"],
  parameters,
  optedIn: ({ optedIn }) => optedIn,
  declines: (e, { peakShareAtMost }, over) => {
    const { volumes } = e.model;
    if (volumes === undefined || volumes.of(over).type === "gp3") return "the volumes are gp3 already";
    if (over[volumes.tunables.type] === undefined) return "the stack has no variable for the type of its volumes";
    if (!ladderOf(e.definition, volumes.tunables.type).includes("gp3")) return `${volumes.tunables.type} may not be gp3`;
    const found = targets(e, volumes, peakShareAtMost, over);
    return found.some(({ refused }) => refused === undefined) ? undefined : found[0]?.refused;
  },
  propose: (e, { peakShareAtMost }, over) => {
    const { volumes } = e.model;
    if (volumes === undefined || !e.turns(volumes.tunables.type)) return [];
    const now = volumes.of(over);
    return targets(e, volumes, peakShareAtMost, over)
      .filter(({ refused }) => refused === undefined)
      .map(({ to, speed, why, findings }) =>
        proposal(e, {
          rule: "gp3-volumes",
          direction: "down",
          to,
          reason: `gp3 with ${inWords(speed)} ${why}${now.type === "io2" ? `; ${LESS_THAN_IO2}` : ""}`,
          findings,
        }),
      );
  },
});

/** https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html */
const LESS_THAN_IO2 =
  "it is built for 99.8 to 99.9 % durability a year and answers within milliseconds, io2 for 99.999 % and within less than one";

interface Target {
  readonly to: Settings;
  readonly speed: VolumeSpeed;
  readonly why: string;
  /** Why there is no such volume. */
  readonly refused?: string;
  readonly findings: readonly Finding[];
}

const inWords = ({ iops, mibps }: VolumeSpeed): string => `${iops} IOPS and ${mibps} MiB/s`;

/** For the measured peak, and for more up to all that the present volumes can do; only the latter where the peak is not known. */
function targets(e: Evidence, volumes: VolumeModel, peakShareAtMost: number, over: Settings): readonly Target[] {
  const { gib, type } = volumes.of(over);
  const included = volumes.included(gib);
  /** In whole steps, within the tunable's range as far as that reaches, and no less than what comes with it. */
  const stepped = (figure: keyof VolumeSpeed, value: number): number => {
    const range = volumes.told(gib) === "none" ? undefined : rangeOf(e.definition, volumes.tunables[figure]);
    const least = Math.max(included[figure], range?.min ?? 0);
    if (value <= least) return least;
    const whole = Math.ceil(value / STEP[figure]) * STEP[figure];
    return range !== undefined && value <= range.max ? Math.min(whole, range.max) : whole;
  };
  /** With the IOPS that the throughput asks for. */
  const provisioned = (wanted: VolumeSpeed): VolumeSpeed => {
    const mibps = stepped("mibps", wanted.mibps);
    return { iops: stepped("iops", Math.max(wanted.iops, mibps / volumes.mibpsPerIops)), mibps };
  };
  const target = (speed: VolumeSpeed, why: string, findings: Target["findings"]): Target => {
    const refused = volumes.refusal({ gib, ...speed }) ?? untakable(e, volumes, over, speed);
    return { to: turned(volumes, over, speed), speed, why, findings, ...(refused === undefined ? {} : { refused }) };
  };
  const reached = volumes.reached(over);
  const alike = provisioned({ ...reached, mibps: Math.min(reached.mibps, volumes.most(gib).mibps) });
  const peak = measuredPeak(e, over);
  if (peak === undefined) return [target(alike, `does what the ${type} volume can do, as far as gp3 goes`, [])];
  const needed = provisioned({ iops: peak.iops / peakShareAtMost, mibps: peak.mibps / peakShareAtMost });
  const told = `${Math.ceil(peak.iops)} IOPS and ${Math.ceil(peak.mibps)} MiB/s`;
  const why = `has its peaks of ${told} at ${percent(peakShareAtMost, 0)} of that or less`;
  return doublings(needed, alike).map((speed) => target(provisioned(speed), why, peak.findings));
}

/** From one up to the other where that is more, for guards may want more than the least. */
function doublings(from: VolumeSpeed, upTo: VolumeSpeed): readonly VolumeSpeed[] {
  const top = { iops: Math.max(from.iops, upTo.iops), mibps: Math.max(from.mibps, upTo.mibps) };
  const speeds = [from];
  for (let last = from; last.iops < top.iops || last.mibps < top.mibps; speeds.push(last)) {
    last = { iops: Math.min(top.iops, last.iops * 2), mibps: Math.min(top.mibps, last.mibps * 2) };
  }
  return speeds;
}

/** What each tunable is set to; none where there is none to turn and what comes with the volume will do. */
function numbersOf({ tunables, included, told, of }: VolumeModel, over: Settings, speed: VolumeSpeed) {
  const { gib } = of(over);
  const [comes, how] = [included(gib), told(gib)];
  return (["iops", "mibps"] as const).flatMap((figure) => {
    const [tunable, value] = [tunables[figure], speed[figure]];
    const isAsked = value !== comes[figure] || (over[tunable] !== undefined && (how !== "numbers or none" || over[tunable] !== 0));
    return isAsked ? [{ tunable, value: how === "none" ? 0 : value }] : [];
  });
}

const turned = (volumes: VolumeModel, over: Settings, speed: VolumeSpeed): Settings => ({
  ...over,
  [volumes.tunables.type]: "gp3",
  ...Object.fromEntries(numbersOf(volumes, over, speed).map(({ tunable, value }) => [tunable, value])),
});

/** Why the stack cannot be told so. */
function untakable(e: Evidence, volumes: VolumeModel, over: Settings, speed: VolumeSpeed): string | undefined {
  for (const { tunable, value } of numbersOf(volumes, over, speed)) {
    const range = rangeOf(e.definition, tunable);
    const needs = `gp3 would need ${inWords(speed)}`;
    if (range === undefined) return `${needs}, and the stack has no ${tunable}`;
    if (value > range.max) return `${needs}, and ${tunable} goes up to ${range.max}`;
    if (value < range.min)
      return `a gp3 volume of ${volumes.of(over).gib} GiB takes none stated, and ${tunable} starts at ${range.min} instead of 0`;
    if (value !== over[tunable] && !e.turns(tunable)) return `${needs}, and no phase of the policy turns ${tunable}`;
  }
  return undefined;
}

const peakOf = (tiers: Tiers): number => largest(tiers.map(({ values }) => largest(values)));

/** Of the hottest volume; undefined where it is not measured well enough to decide on. */
function measuredPeak(e: Evidence, over: Settings) {
  const demand = e.study.volumeDemand?.(over);
  if (demand === undefined) return undefined;
  const { gaps, missing } = coverageOf(e, demand.refs, e.policy.guards.minCoverage);
  const [iops, throughput] = [peakOf(demand.operations), peakOf(demand.bytesPerSecond)];
  if (gaps.length > 0 || missing.length > 0 || !Number.isFinite(iops) || !Number.isFinite(throughput)) return undefined;
  const { operations, bytesPerSecond } = demand.statistic;
  const told = (metric: string, statistic: string, value: number, unit: string) =>
    finding(e, demand.refs, { metric, statistic: `greatest of ${statistic}`, value, unit });
  return {
    iops,
    mibps: throughput / MIB,
    findings: [
      told("IOPS of the hottest volume", operations, iops, "count-per-second"),
      told("throughput of the hottest volume", bytesPerSecond, throughput, "bytes-per-second"),
    ],
  };
}
