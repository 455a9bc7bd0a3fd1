import { AwsError } from "../../../contract";
import { CHECK_ENDPOINT } from "./failures";
import type { Timer } from "./timer";

/**
 * Gives up on an endpoint that accepts calls and never answers, however often the SDK tries again.
 * Every answer, also a refusal, proves that it is alive; time between calls does not count.
 */
export class Watchdog {
  private readonly controller = new AbortController();
  private readonly aborted: Promise<never>;
  private timeout: NodeJS.Timeout | undefined;
  private armedAt = 0;
  private remainingMs: number;
  private waiting = 0;

  /** @param what for the message: `CloudWatch in us-east-1` */
  constructor(
    private readonly what: string,
    private readonly limitMs: number,
    private readonly timer: Timer,
  ) {
    this.remainingMs = limitMs;
    this.aborted = new Promise((_resolve, reject) => {
      this.controller.signal.addEventListener("abort", () => reject(this.controller.signal.reason), { once: true });
    });
    this.aborted.catch(() => undefined);
  }

  /** Runs one HTTP exchange, body included, under watch. @throws AwsError when nothing has been heard for too long */
  async over<T>(exchange: () => Promise<T>): Promise<T> {
    if (this.waiting++ === 0) this.arm();
    try {
      const result = await Promise.race([exchange(), this.aborted]);
      this.heard();
      return result;
    } catch (error) {
      if (isAnswer(error)) this.heard();
      throw error;
    } finally {
      if (--this.waiting === 0) this.disarm();
    }
  }

  private heard(): void {
    this.disarm();
    this.remainingMs = this.limitMs;
    this.arm();
  }

  private arm(): void {
    this.armedAt = this.timer.now();
    this.timeout = setTimeout(() => this.giveUp(), Math.max(0, this.remainingMs));
  }

  private disarm(): void {
    clearTimeout(this.timeout);
    this.remainingMs -= this.timer.now() - this.armedAt;
  }

  private giveUp(): void {
    const seconds = Math.round(this.limitMs / 1000);
    this.controller.abort(new AwsError(`${this.what} has not answered for ${seconds} s`, { hint: CHECK_ENDPOINT }));
  }
}

/** An error that the service sent, as opposed to a connection that failed. */
function isAnswer(error: unknown): boolean {
  if (!(error instanceof Error) || !("$metadata" in error)) return false;
  const metadata = error.$metadata;
  return typeof metadata === "object" && metadata !== null && "httpStatusCode" in metadata && metadata.httpStatusCode !== undefined;
}
