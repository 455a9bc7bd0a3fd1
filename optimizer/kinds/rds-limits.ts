import { DATABASE, percent, sameValue } from "../../contract";
import type { ComponentHistory } from "../evidence/history";
import { ALWAYS_ON } from "../evidence/off-hours-cron";
import { countIn, type Settings, textIn } from "../evidence/settings";
import type { Tiers } from "../evidence/tiers";
import { isMissing, largest, quantile } from "../statistics";
import { sameFamily } from "./family";
import { ladderOf, rungsBetween } from "./ladder";
import type { LimitCheck } from "./model";
import { CLASS_OF, type RdsUnit, specOf } from "./rds-units";
import { rdsVolumeLimits, volumeSpeed } from "./rds-volume";

/**
 * PostgreSQL keeps pages in the operating system's cache as well, and RDS publishes neither its use nor hits: how many more reads reach
 * the volume with half the memory is not known. So many times the present ones have to fit, and one rung at a time.
 */
const COLD_READ_GROWTH = 10;

interface Candidate {
  readonly history: ComponentHistory;
  readonly units: readonly RdsUnit[];
  readonly to: Settings;
  /** Need for connections under the candidate. */
  readonly connections: Tiers;
}

/** What RDS and PostgreSQL refuse, and what the memory that goes would have to be proven for. */
export function rdsLimits({ history, units, to, connections }: Candidate): readonly LimitCheck[] {
  const { current } = history;
  const left = countIn(to, "read_replicas");
  return [
    onlyPostgres(units),
    ...(["primary", "replica"] as const).map((role) => sameFamily(DATABASE, textIn(current, CLASS_OF[role]), textIn(to, CLASS_OF[role]))),
    ...(left === 0 ? [] : [replicaKeepsUp(to), neverStopped(to)]),
    fewEnough(history, connections),
    ...rdsVolumeLimits(current, to),
    ...units.filter(({ role }) => role === "primary" || left > 0).map((unit) => cachedPages(history, unit, to)),
  ];
}

function onlyPostgres(units: readonly RdsUnit[]): LimitCheck {
  const other = units.find(({ resource: { engine } }) => engine !== undefined && engine !== "postgresql")?.resource.engine;
  return {
    pass: other === undefined,
    reason:
      other === undefined
        ? "the engine is PostgreSQL"
        : `the engine is ${other}, whose connections and buffers are not those of PostgreSQL`,
    numbers: {},
  };
}

/**
 * A standby server of PostgreSQL stops when it allows fewer connections than its source.
 * https://www.postgresql.org/docs/current/hot-standby.html#HOT-STANDBY-ADMIN
 */
function replicaKeepsUp(to: Settings): LimitCheck {
  const numbers = {
    primaryConnections: specOf(to, "primary").postgresMaxConnections,
    replicaConnections: specOf(to, "replica").postgresMaxConnections,
  };
  const pass = numbers.replicaConnections >= numbers.primaryConnections;
  return {
    pass,
    reason: `the replica allows ${numbers.replicaConnections} connections and the primary ${numbers.primaryConnections}${pass ? "" : ": PostgreSQL stops a replica that allows fewer than its source"}`,
    numbers,
  };
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html */
function neverStopped({ off_hours }: Settings): LimitCheck {
  const pass = off_hours === undefined || sameValue(off_hours, ALWAYS_ON);
  return { pass, reason: pass ? "never stopped" : "RDS stops no instance that has read replicas", numbers: {} };
}

/** Beyond its limit PostgreSQL refuses connections: no minute may come near it. */
function fewEnough({ policy: { guards } }: ComponentHistory, connections: Tiers): LimitCheck {
  const share = largest(connections.map(({ values }) => largest(values)));
  const numbers = { share, ceiling: guards.maxConnectionShare };
  return {
    pass: share <= guards.maxConnectionShare,
    reason: isMissing(share)
      ? "nothing is known of how many connections were wanted"
      : `at most ${percent(share)} of the class's connections were wanted, ceiling ${percent(guards.maxConnectionShare)}`,
    numbers,
  };
}

/** One rung at most, while many times the present reads would still find room on the target's baseline. */
function cachedPages(history: ComponentHistory, { resource, role, reads, own }: RdsUnit, to: Settings): LimitCheck {
  const { cpuCeiling, violationBudget } = history.policy.guards;
  const rungs = rungsBetween(
    ladderOf(history.definition, CLASS_OF[role]),
    textIn(history.current, CLASS_OF[role]),
    textIn(to, CLASS_OF[role]),
  );
  const what = `cached pages of ${resource.name}`;
  if (rungs <= 0) return { pass: true, reason: `${what}: no less memory`, numbers: { rungs } };
  if (rungs > 1) {
    const reason = `${what}: ${Number.isFinite(rungs) ? `${rungs} sizes down at once` : "another family"}, and what the operating system caches is not published (at most 1)`;
    return { pass: false, reason, numbers: { rungs } };
  }
  const usual = (tiers: Tiers): number => largest(tiers.map(({ values }) => quantile(values, 1 - violationBudget)));
  const coldReads = (COLD_READ_GROWTH - 1) * usual(reads) + usual(own.operations);
  const room = cpuCeiling * Math.min(specOf(to, role).ebsIops, volumeSpeed(to).iops);
  const pass = coldReads <= room;
  return {
    pass,
    reason: `${what}: ${COLD_READ_GROWTH} times the reads that reach the volume are ${Math.round(coldReads)} IOPS with its writes, the target has room for ${Math.round(room)}`,
    numbers: { rungs, coldReads, room },
  };
}
