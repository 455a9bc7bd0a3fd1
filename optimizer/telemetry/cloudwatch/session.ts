import { CloudWatchClient, type GetMetricDataCommandInput } from "@aws-sdk/client-cloudwatch";
import { clientOptions, type Patience, watch } from "../aws/client";
import type { Timer } from "../aws/timer";
import type { SnapshotSource } from "../snapshot";
import { type Quotas, RECENT_SECONDS } from "./limits";
import { Pacer } from "./pacer";

export interface SessionOptions {
  readonly quotas: Quotas;
  readonly patience: Patience;
  readonly timer: Timer;
  /** UTC epoch seconds: which quota a call's start time falls under. */
  readonly nowEpoch: number;
  readonly signal: AbortSignal;
}

/** CloudWatch clients of one collection, one per region, and what was learnt of where they went. */
export class CloudWatchSession {
  private readonly clients = new Map<string, CloudWatchClient>();
  private readonly loopback = new Set<boolean>();

  constructor(private readonly options: SessionOptions) {}

  client(region: string): CloudWatchClient {
    const known = this.clients.get(region);
    if (known !== undefined) return known;
    const { patience, timer, quotas } = this.options;
    const client = new CloudWatchClient(clientOptions(region, patience));
    const pacer = new Pacer(quotas, timer);
    watch(client, {
      what: `CloudWatch in ${region}`,
      patience,
      timer,
      beforeAttempt: async (input, { loopback }) => {
        this.loopback.add(loopback);
        if (!loopback && isMetricData(input)) await pacer.turn(pointsOf(input), this.isRecent(input), this.options.signal);
      },
    });
    this.clients.set(region, client);
    return client;
  }

  /** What answers on this machine is no account: one loopback endpoint among others is enough to say so. */
  get source(): SnapshotSource {
    return this.loopback.has(true) ? "simulator" : "aws";
  }

  close(): void {
    for (const client of this.clients.values()) client.destroy();
  }

  private isRecent({ StartTime }: GetMetricDataCommandInput): boolean {
    return StartTime !== undefined && this.options.nowEpoch - StartTime.getTime() / 1000 <= RECENT_SECONDS;
  }
}

const isMetricData = (input: object): input is GetMetricDataCommandInput => "MetricDataQueries" in input;

/** Upper bound of the points that a call asks for. */
function pointsOf({ MetricDataQueries = [], StartTime, EndTime }: GetMetricDataCommandInput): number {
  const seconds = ((EndTime?.getTime() ?? 0) - (StartTime?.getTime() ?? 0)) / 1000;
  return MetricDataQueries.reduce((sum, { MetricStat }) => sum + seconds / (MetricStat?.Period ?? seconds), 0);
}
