import { SECONDS_PER_HOUR } from "../time";
import { ServiceError } from "../wire/errors";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html: GetMetricData, per second. */
const CALLS = 50;
const RECENT_POINTS = 180_000;
const OLDER_POINTS = 396_000;
/** Start times at most this old count against the smaller quota. */
const RECENT_SECONDS = 3 * SECONDS_PER_HOUR;

/** A bucket that fills by `perSecond` a second and holds one second's worth. */
class Bucket {
  private level: number;
  private at: number | undefined;

  constructor(private readonly perSecond: number) {
    this.level = perSecond;
  }

  /** Points are known only after they were read, so the level may go below zero once; until it is positive again, calls are refused. */
  take(amount: number, elapsedSeconds: number): boolean {
    this.level = Math.min(this.perSecond, this.level + (elapsedSeconds - (this.at ?? elapsedSeconds)) * this.perSecond);
    this.at = elapsedSeconds;
    if (this.level <= 0) return false;
    this.level -= amount;
    return true;
  }
}

/** GetMetricData's quotas of one account and Region. */
export class MetricDataQuota {
  private readonly calls = new Bucket(CALLS);
  private readonly recent = new Bucket(RECENT_POINTS);
  private readonly older = new Bucket(OLDER_POINTS);

  /** @param elapsedSeconds real time, for quotas hold in real time whatever the simulator's clock shows */
  constructor(private readonly elapsedSeconds: () => number) {}

  /** @throws ServiceError `ThrottlingException` when a quota is used up */
  admitCall(): void {
    if (!this.calls.take(1, this.elapsedSeconds())) throw throttled();
  }

  /** @throws ServiceError `ThrottlingException` when a quota is used up */
  admitPoints(points: number, startAgeSeconds: number): void {
    const bucket = startAgeSeconds <= RECENT_SECONDS ? this.recent : this.older;
    if (!bucket.take(points, this.elapsedSeconds())) throw throttled();
  }
}

export const throttled = (): ServiceError => new ServiceError("ThrottlingException", "Rate exceeded");
