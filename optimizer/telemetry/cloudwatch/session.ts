import { CloudWatchClient, type GetMetricDataCommandInput } from "@aws-sdk/client-cloudwatch";
import { AwsError, InputError, StoreError } from "../../../contract";
import { type Credentials, clientOptions, type Patience, watch } from "../aws/client";
import { isThrottled } from "../aws/failures";
import type { Timer } from "../aws/timer";
import type { SnapshotSource } from "../snapshot";
import { DEFAULT_QUOTAS, type Quotas, RECENT_SECONDS } from "./limits";
import { Pacer } from "./pacer";

/** What answers CloudWatch's calls: an account, or a stand-in on this machine. */
export type EndpointSource = Exclude<SnapshotSource, "csv">;

export interface SessionOptions {
  readonly deployment: string;
  /** Whose series are read: twelve digits. */
  readonly account: string;
  /** @default CloudWatch's for an account, none for a loopback endpoint */
  readonly quotas: Quotas | undefined;
  readonly patience: Patience;
  readonly timer: Timer;
  /** UTC epoch seconds: which quota a call's start time falls under. */
  readonly nowEpoch: number;
  readonly signal: AbortSignal;
  /** Whose points will be put beside those read now; undefined where there are none. */
  readonly continues: EndpointSource | undefined;
  /** @default those of the environment */
  readonly credentials?: Credentials;
}

/** Beyond this, AWS refuses signatures, and a window would begin and end at the wrong time. */
const MAX_CLOCK_SKEW_SECONDS = 300;

/** CloudWatch clients of one collection, one per region, and what was learnt of where they went. */
export class CloudWatchSession {
  private readonly clients = new Map<string, CloudWatchClient>();
  private readonly heard = new Map<string, () => void>();
  private readonly sources = new Set<EndpointSource>();
  private readonly startedAt: number;
  private skew: number | undefined;
  /** By how much the timer fell behind AWS's clock since. */
  private lostSeconds = 0;
  private known = true;

  constructor(private readonly options: SessionOptions) {
    this.startedAt = options.timer.now();
  }

  client(region: string): CloudWatchClient {
    const known = this.clients.get(region);
    if (known !== undefined) return known;
    const { patience, timer, quotas, signal, credentials } = this.options;
    const client = new CloudWatchClient(clientOptions(region, patience, credentials));
    const pacer = new Pacer(quotas ?? DEFAULT_QUOTAS, timer);
    const heardPart = watch(client, {
      what: `CloudWatch in ${region}`,
      patience,
      timer,
      beforeAttempt: async (input, { loopback }) => {
        this.goesTo(loopback ? "simulator" : "aws");
        if (!loopback) this.assertAccount(await client.config.credentials());
        const paced = quotas !== undefined || !loopback;
        if (paced && isMetricData(input)) await pacer.turn(pointsOf(input), this.isRecent(input), signal);
      },
      onFailure: (error) => {
        if (isThrottled(error)) pacer.throttled();
      },
    });
    this.clients.set(region, client);
    this.heard.set(region, heardPart);
    return client;
  }

  /** What answers on this machine is no account: one loopback endpoint among others is enough to say so. */
  get source(): EndpointSource {
    if (this.sources.size === 0) return this.options.continues ?? "aws";
    return this.sources.has("simulator") ? "simulator" : "aws";
  }

  /** By how much this machine's clock is ahead of AWS's, in seconds; undefined where nobody can tell. */
  get clockSkewSeconds(): number | undefined {
    return this.skew;
  }

  /** Whether everything that was signed told whose it was; a stand-in has no account. */
  get accountIsKnown(): boolean {
    return this.known;
  }

  /** Part of a region's answer came. */
  heardPart(region: string): void {
    this.heard.get(region)?.();
  }

  /** Takes note of the endpoint's clock. A stand-in's is not the time that it plays. @throws AwsError where the clocks differ too much */
  heardServerTime(serverEpoch: number): void {
    if (this.source !== "aws" || !Number.isFinite(serverEpoch)) return;
    if (this.skew === undefined) this.skew = clockSkew(this.nowEpoch, serverEpoch);
    else this.lostSeconds += Math.max(0, serverEpoch + this.skew - this.nowEpoch);
  }

  /** The run's clock, UTC epoch seconds. Timers stand still while a machine sleeps; AWS's clock goes on, and so does retention. */
  get nowEpoch(): number {
    const { nowEpoch, timer } = this.options;
    return nowEpoch + (timer.now() - this.startedAt) / 1000 + this.lostSeconds;
  }

  close(): void {
    for (const client of this.clients.values()) client.destroy();
  }

  /** @throws StoreError before a call would leave whose points are of another world than those stored */
  private goesTo(source: EndpointSource): void {
    const { continues } = this.options;
    if (continues !== undefined && continues !== source) {
      throw new StoreError(`this collection would put points of ${NAMES[source]} beside stored ones of ${NAMES[continues]}`, {
        hint: "read everything anew with --full",
      });
    }
    this.sources.add(source);
  }

  /**
   * Another account may have resources of the same names. Keys alone do not say whose they are; roles, single sign-on and processes do.
   * @throws InputError before a call would leave with another account's credentials
   */
  private assertAccount({ accountId }: { readonly accountId?: string }): void {
    const { account, deployment } = this.options;
    if (accountId === undefined) this.known = false;
    if (accountId === undefined || accountId === account) return;
    throw new InputError(`these credentials are of account ${accountId}, but ${deployment} is in account ${account}`, {
      hint: "Sign in to that account, name a role of it with --assume-role, or correct the account in trimtab.config.json.",
    });
  }

  private isRecent({ StartTime }: GetMetricDataCommandInput): boolean {
    return StartTime !== undefined && this.options.nowEpoch - StartTime.getTime() / 1000 <= RECENT_SECONDS;
  }
}

const NAMES: Readonly<Record<EndpointSource, string>> = { aws: "an account", simulator: "a simulator" };

/** Seconds by which the local clock is ahead. @throws AwsError beyond what a window may be off */
export function clockSkew(localEpoch: number, serverEpoch: number): number {
  const skew = Math.round(localEpoch - serverEpoch);
  if (Math.abs(skew) <= MAX_CLOCK_SKEW_SECONDS) return skew;
  throw new AwsError(`this machine's clock is ${Math.abs(skew)} s ${skew > 0 ? "ahead of" : "behind"} AWS's`, {
    hint: "set the clock, or leave --now out: the window would begin and end at the wrong time",
  });
}

const isMetricData = (input: object): input is GetMetricDataCommandInput => "MetricDataQueries" in input;

/** Upper bound of the points that a call asks for: what CloudWatch counts against the quota, be there points or none. */
function pointsOf({ MetricDataQueries = [], StartTime, EndTime }: GetMetricDataCommandInput): number {
  const seconds = ((EndTime?.getTime() ?? 0) - (StartTime?.getTime() ?? 0)) / 1000;
  return MetricDataQueries.reduce((sum, { MetricStat }) => sum + seconds / (MetricStat?.Period ?? seconds), 0);
}
