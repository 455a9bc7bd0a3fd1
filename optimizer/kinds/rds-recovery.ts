import { countIn, type Settings } from "../evidence/settings";

/** How a database comes back when the zone of its primary is lost. */
export interface Recovery {
  readonly how: string;
  readonly minutes: number;
  /** Of the last data. */
  readonly lossMinutes: number;
}

/**
 * A standby takes over within two minutes (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.Failover.html). A replica
 * follows with a lag, takes minutes to promote and has another address (…/USER_ReadRepl.html). Backups reach to within five minutes
 * (…/USER_PIT.html); how long a restore takes AWS promises nowhere: hours are what its own guidance reckons with.
 */
const STANDBY: Recovery = { how: "the standby takes over", minutes: 2, lossMinutes: 0 };
const PROMOTION: Recovery = {
  how: "a read replica in another zone is promoted, and clients are told its address",
  minutes: 30,
  lossMinutes: 5,
};
const RESTORE: Recovery = {
  how: "it is restored from its backups in another zone, and clients are told the new address",
  minutes: 240,
  lossMinutes: 5,
};

export const recoveryOf = (settings: Settings): Recovery =>
  settings.multi_az === true ? STANDBY : countIn(settings, "read_replicas") > 0 ? PROMOTION : RESTORE;
