import { z } from "zod";
import type { Resource } from "../../contract";
import { countIn, type Evidence, type Settings } from "../evidence";
import { rangeOf } from "../kinds/ladder";
import { type Recovery, recoveryOf } from "../kinds/rds-recovery";
import { greatestEver } from "../kinds/reading";
import { proposal } from "../plan/proposal";
import { isMissing } from "../statistics";
import { finding, percent, refsOf } from "./finding";
import { P95_STATISTIC, p95 } from "./percentile";
import { rule } from "./rule";

const parameters = z.strictObject({
  /** A replica to which at most fewer connections than this were ever open is nobody's… */
  replicaConnectionsBelow: z.number().positive(),
  /** …while its p95 CPU is no more than that of repeating the primary's writes. */
  replicaCpuP95Below: z.number().min(0).max(1),
  /** Whether clients of a replica that is gone go to the primary by themselves: then one in use may go as well, if the primary carries its load. */
  clientsMoveToPrimary: z.boolean(),
  /** What is accepted when the zone of the primary is lost; less than a restore takes, and a standby or a replica stays. */
  toleratedRecoveryMinutes: z.number().min(0),
  toleratedLossMinutes: z.number().min(0),
});
type Parameters = z.infer<typeof parameters>;

const isProduction = ({ environment }: Evidence): boolean => environment.startsWith("prod");

interface Use {
  readonly resource: Resource;
  readonly connections: number;
  readonly cpu: number;
}

/** Of the replicas, in the order of their numbers: the last ones go first. */
const usesOf = (e: Evidence): readonly Use[] =>
  e
    .scoped("instance")
    .filter(({ role }) => role === "replica")
    .map((resource) => ({
      resource,
      connections: mostConnections(e, resource),
      cpu: p95(e.judged(resource, "cpu", "Average", "Maximum")),
    }));

/** A minute with a single connection counts: maxima in every tier, and in the hours before the window, for a quarter's end has readers of its own. */
const mostConnections = (e: Evidence, resource: Resource): number =>
  greatestEver(e, { resource, metric: "connections", statistic: "Maximum" });

/** Missing measurements decline nothing: the coverage guard names them. */
const isUnused = ({ connections, cpu }: Use, p: Parameters): boolean =>
  (isMissing(connections) || connections < p.replicaConnectionsBelow) && (isMissing(cpu) || cpu < p.replicaCpuP95Below);

/** The least number of replicas that use leaves: those above it are nobody's, or their clients move. */
function leastReplicas(e: Evidence, uses: readonly Use[], p: Parameters): number {
  const least = rangeOf(e.definition, "read_replicas")?.min ?? 0;
  if (p.clientsMoveToPrimary) return least;
  const lastUsed = uses.findLastIndex((use) => !isUnused(use, p));
  return Math.max(least, lastUsed + 1);
}

const isTolerated = ({ minutes, lossMinutes }: Recovery, p: Parameters): boolean =>
  minutes <= p.toleratedRecoveryMinutes && lossMinutes <= p.toleratedLossMinutes;

/** Fewer replicas, no standby, or both, where the recovery that is left is as good as before, or one that the policy tolerates. */
function candidates(e: Evidence, p: Parameters): readonly Settings[] {
  const now = recoveryOf(e.current);
  const replicas = countIn(e.current, "read_replicas");
  const least = e.turns("read_replicas") ? Math.min(replicas, leastReplicas(e, usesOf(e), p)) : replicas;
  const counts = Array.from({ length: replicas - least + 1 }, (_, i) => replicas - i);
  const standbys = e.current.multi_az === true && e.turns("multi_az") && !isProduction(e) ? [true, false] : [e.current.multi_az === true];
  return counts
    .flatMap((count) => standbys.map((multiAz): Settings => ({ ...e.current, read_replicas: count, multi_az: multiAz })))
    .filter((to) => to.read_replicas !== replicas || to.multi_az !== e.current.multi_az)
    .filter((to) => {
      const then = recoveryOf(to);
      return (then.minutes <= now.minutes && then.lossMinutes <= now.lossMinutes) || isTolerated(then, p);
    });
}

/** The standby in another zone and read replicas, where nobody uses them and losing a zone without them is acceptable. */
export const rdsAvailability = rule({
  name: "rds-availability",
  kinds: ["rds-instance"],
  parameters,
  declines: (e, p) => (candidates(e, p).length > 0 ? undefined : whyNone(e, p)),
  propose: (e, p) => {
    const uses = usesOf(e);
    return candidates(e, p).map((to) => {
      const gone = uses.slice(countIn(to, "read_replicas"));
      return proposal(e, {
        rule: "rds-availability",
        direction: "down",
        to,
        reason: [
          ...(gone.length === 0 ? [] : [replicasStory(gone, p)]),
          ...(to.multi_az === e.current.multi_az ? [] : [standbyStory(to, p)]),
        ].join("; "),
        findings: gone.flatMap((use) => describe(e, use)),
      });
    });
  },
});

function whyNone(e: Evidence, p: Parameters): string {
  const uses = usesOf(e);
  const used = uses.findLast((use) => !isUnused(use, p));
  const replicas =
    uses.length === 0
      ? "there is no read replica"
      : used !== undefined && !p.clientsMoveToPrimary
        ? `${used.resource.name} is used: up to ${used.connections} connections (fewer than ${p.replicaConnectionsBelow} count as none), p95 CPU ${percent(used.cpu)} (under ${percent(p.replicaCpuP95Below)}), and nothing says that its clients would go to the primary`
        : `without its replicas the database would come back in about ${recoveryOf({ ...e.current, read_replicas: 0 }).minutes} minutes`;
  const single = recoveryOf({ ...e.current, multi_az: false });
  const standby =
    e.current.multi_az !== true
      ? "there is no standby"
      : isProduction(e)
        ? `the standby stays: ${e.environment} is production`
        : `without the standby, ${single.how}: about ${single.minutes} minutes and up to ${single.lossMinutes} of data, and the policy tolerates ${p.toleratedRecoveryMinutes} and ${p.toleratedLossMinutes}`;
  return `${replicas}; ${standby}`;
}

function replicasStory(gone: readonly Use[], p: Parameters): string {
  const names = gone.map(({ resource: { name } }) => name).join(", ");
  return gone.every((use) => isUnused(use, p))
    ? `nobody uses ${names}: fewer than ${connections(p)} in every minute of the window and every hour known before it, p95 CPU under ${percent(p.replicaCpuP95Below)}`
    : `clients of ${names} go to the primary by themselves, which carries their load`;
}

const connections = ({ replicaConnectionsBelow: n }: Parameters): string => (n === 1 ? "1 connection" : `${n} connections`);

function standbyStory(to: Settings, p: Parameters): string {
  const { how, minutes, lossMinutes } = recoveryOf(to);
  return `without a standby, when the primary's zone is lost ${how}: about ${minutes} minutes and up to ${lossMinutes} minutes of data (tolerated: ${p.toleratedRecoveryMinutes} and ${p.toleratedLossMinutes}); changes of class and patches become outages of minutes`;
}

function describe(e: Evidence, { resource, connections, cpu }: Use) {
  return [
    finding(e, refsOf([resource], "connections", ["Maximum"]), {
      metric: `connections of ${resource.name}`,
      statistic: "greatest of all maxima, hours before the window among them",
      value: connections,
      unit: "count",
    }),
    finding(e, refsOf([resource], "cpu", ["Average", "Maximum"]), {
      metric: `cpu of ${resource.name}`,
      statistic: P95_STATISTIC,
      value: cpu,
      unit: "fraction",
    }),
  ].filter(({ value }) => Number.isFinite(value));
}
