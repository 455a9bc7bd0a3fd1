import { setMaxListeners } from "node:events";
import { AwsError } from "../../../contract";
import { CHECK_ENDPOINT } from "./failures";
import type { Timer } from "./timer";

/** A timer that fires so much too late tells of a process that was busy itself; an answer may lie unread, and gets as long to be read. */
const LATE_MS = 1_000;

/**
 * Gives up on an endpoint that accepts calls and never answers, however often the SDK tries again.
 * Every answer, also a refusal, proves that it is alive; time between calls does not count.
 */
export class Watchdog {
  private readonly controller = new AbortController();
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
    setMaxListeners(0, this.controller.signal);
  }

  /** Runs one HTTP exchange, body included, under watch. @throws AwsError when nothing has been heard for too long */
  async over<T>(exchange: () => Promise<T>): Promise<T> {
    if (this.waiting++ === 0) this.arm();
    try {
      const result = await this.orGivenUp(exchange());
      this.heard();
      return result;
    } catch (error) {
      if (isAnswer(error)) this.heard();
      throw error;
    } finally {
      if (--this.waiting === 0) this.disarm();
    }
  }

  /** Part of an answer came: it is alive, however long the rest takes. */
  heardPart(): void {
    if (this.waiting > 0) this.heard();
  }

  /** Not `Promise.race`: with a promise that lives as long as the client, every answer would be kept as long. */
  private orGivenUp<T>(exchange: Promise<T>): Promise<T> {
    const { signal } = this.controller;
    return new Promise<T>((resolve, reject) => {
      const giveUp = (): void => reject(signal.reason);
      signal.addEventListener("abort", giveUp, { once: true });
      exchange.then(resolve, reject).finally(() => signal.removeEventListener("abort", giveUp));
    });
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
    const lateMs = this.timer.now() - this.armedAt - this.remainingMs;
    if (lateMs > LATE_MS) {
      this.remainingMs = LATE_MS;
      this.arm();
      return;
    }
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
