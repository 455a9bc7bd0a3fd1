import { AwsError } from "../../../../contract";
import { systemTimer } from "../../../../optimizer/telemetry/aws/timer";
import { Watchdog } from "../../../../optimizer/telemetry/aws/watchdog";

const LIMIT_MS = 150;
const never = new Promise<never>(() => undefined);
const inMs = <T>(milliseconds: number, outcome: () => T): Promise<T> =>
  new Promise((resolve, reject) => {
    setTimeout(() => {
      try {
        resolve(outcome());
      } catch (error) {
        reject(error);
      }
    }, milliseconds);
  });
const refusal = (): never => {
  throw Object.assign(new Error("slow down"), { $metadata: { httpStatusCode: 400 } });
};
const reset = (): never => {
  throw Object.assign(new Error("reset"), { code: "ECONNRESET" });
};
const watchdog = (): Watchdog => new Watchdog("CloudWatch", LIMIT_MS, systemTimer);

describe("an endpoint is given up on", () => {
  it("that never answers", async () => {
    await expect(watchdog().over(() => never)).rejects.toBeInstanceOf(AwsError);
  });

  it("however often it is tried again", async () => {
    const watched = watchdog();
    const attempts = async (): Promise<never> => {
      for (;;) {
        await watched
          .over(() => inMs(LIMIT_MS / 4, reset))
          .catch((error: unknown) => {
            if (error instanceof AwsError) throw error;
          });
      }
    };
    await expect(attempts()).rejects.toThrow("has not answered");
  });
});

describe("an endpoint is not given up on", () => {
  it("that answers in time, for as long as that takes", async () => {
    const watched = watchdog();
    for (let i = 0; i < 4; i++) expect(await watched.over(() => inMs(LIMIT_MS / 2, () => i))).toBe(i);
  });

  it("that refuses: it is alive", async () => {
    const watched = watchdog();
    for (let i = 0; i < 4; i++) await expect(watched.over(() => inMs(LIMIT_MS / 2, refusal))).rejects.toThrow("slow down");
  });

  it("while a long answer keeps coming", async () => {
    const watched = watchdog();
    const parts = setInterval(() => watched.heardPart(), LIMIT_MS / 3);
    expect(await watched.over(() => inMs(LIMIT_MS * 2, () => "whole"))).toBe("whole");
    clearInterval(parts);
  });

  it("while one of its calls is slow and others are answered", async () => {
    const watched = watchdog();
    const slow = watched.over(() => inMs(LIMIT_MS * 2, () => "slow"));
    for (let i = 0; i < 4; i++) await watched.over(() => inMs(LIMIT_MS / 2, () => i));
    expect(await slow).toBe("slow");
  });

  it("between calls, however long", async () => {
    const watched = watchdog();
    await watched.over(() => inMs(1, () => 1));
    await inMs(LIMIT_MS * 2, () => undefined);
    expect(await watched.over(() => inMs(LIMIT_MS / 2, () => 2))).toBe(2);
  });
});
