import type { Timer } from "../aws/timer";
import type { Quotas } from "./limits";

/** So much of a quota that lay idle may be caught up on: CloudWatch's own buckets hold more. */
const CATCH_UP_MS = 500;
/** After a refusal the pace falls by this factor… */
const SLOW_DOWN = 0.7;
/** …at most so often, since refusals of calls already under way come in a bunch… */
const SETTLE_MS = 1_000;
/** …not below this share of the quota, and comes back by so much of it a second. */
const SLOWEST = 0.05;
const RECOVERY_PER_SECOND = 0.05;

/** Spreads calls so that neither calls nor points per second exceed the account's quotas, of which others may use a part. */
export class Pacer {
  private calls: number;
  private recentPoints: number;
  private olderPoints: number;
  private share = 1;
  private shareAt: number;
  private slowedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly quotas: Quotas,
    private readonly timer: Timer,
  ) {
    this.calls = this.recentPoints = this.olderPoints = this.shareAt = timer.now();
  }

  /** Waits for the call's turn, and books what it takes. */
  async turn(points: number, recent: boolean, signal: AbortSignal): Promise<void> {
    const now = this.timer.now();
    const pace = this.pace(now);
    const start = Math.max(now - CATCH_UP_MS, this.calls, recent ? this.recentPoints : this.olderPoints);
    this.calls = start + 1000 / (this.quotas.callsPerSecond * pace);
    if (recent) this.recentPoints = start + (1000 * points) / (this.quotas.recentPointsPerSecond * pace);
    else this.olderPoints = start + (1000 * points) / (this.quotas.olderPointsPerSecond * pace);
    if (start > now) await this.timer.sleep(start - now, signal);
  }

  /** A call was refused for its rate: others use the quota too. */
  throttled(): void {
    const now = this.timer.now();
    if (now - this.slowedAt < SETTLE_MS) return;
    this.share = Math.max(SLOWEST, this.pace(now) * SLOW_DOWN);
    this.shareAt = this.slowedAt = now;
  }

  /** Share of the quotas that is used at a time, 0–1. */
  private pace(now: number): number {
    return Math.min(1, this.share + (RECOVERY_PER_SECOND * (now - this.shareAt)) / 1000);
  }
}
