import type { Timer } from "../aws/timer";
import type { Quotas } from "./limits";

/** Spreads calls so that neither calls nor points per second exceed the account's quotas. */
export class Pacer {
  private calls: number;
  private recentPoints: number;
  private olderPoints: number;

  constructor(
    private readonly quotas: Quotas,
    private readonly timer: Timer,
  ) {
    this.calls = this.recentPoints = this.olderPoints = timer.now();
  }

  /** Waits for the call's turn, and books what it takes. */
  async turn(points: number, recent: boolean, signal: AbortSignal): Promise<void> {
    const now = this.timer.now();
    const start = Math.max(now, this.calls, recent ? this.recentPoints : this.olderPoints);
    this.calls = start + 1000 / this.quotas.callsPerSecond;
    if (recent) this.recentPoints = start + (1000 * points) / this.quotas.recentPointsPerSecond;
    else this.olderPoints = start + (1000 * points) / this.quotas.olderPointsPerSecond;
    if (start > now) await this.timer.sleep(start - now, signal);
  }
}
