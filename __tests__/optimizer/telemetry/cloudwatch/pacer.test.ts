import { AwsError } from "../../../../contract";
import { DEFAULT_QUOTAS } from "../../../../optimizer/telemetry/cloudwatch";
import { Pacer } from "../../../../optimizer/telemetry/cloudwatch/pacer";
import { clockSkew } from "../../../../optimizer/telemetry/cloudwatch/session";

/** A clock that jumps to where it is told to sleep to. */
function fakeTimer() {
  let now = 0;
  return {
    now: () => now,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

async function secondsFor(calls: number, points: number, recent: boolean, refuseAfter?: number): Promise<number> {
  const timer = fakeTimer();
  const pacer = new Pacer(DEFAULT_QUOTAS, timer);
  for (let i = 0; i < calls; i++) {
    await pacer.turn(points, recent, new AbortController().signal);
    if (i === refuseAfter) pacer.throttled();
  }
  return timer.now() / 1000;
}

describe("the pace of calls", () => {
  it.each([
    ["50 calls a second", 501, 10, false, 10],
    ["396,000 older points a second", 41, 99_000, false, 10],
    ["180,000 points a second of the last three hours", 19, 100_000, true, 10],
  ])("is at most %s", async (_quota, calls, points, recent, seconds) => {
    expect(await secondsFor(calls, points, recent)).toBeCloseTo(seconds);
  });

  it("catches up on half a second that lay idle, and on no more", async () => {
    const timer = fakeTimer();
    const pacer = new Pacer(DEFAULT_QUOTAS, timer);
    await timer.sleep(60_000);
    const from = timer.now();
    for (let i = 0; i < 51; i++) await pacer.turn(1, false, new AbortController().signal);
    expect(timer.now() - from).toBeCloseTo(500);
  });

  it("falls by a third where a call is refused, and comes back", async () => {
    const undisturbed = await secondsFor(101, 10, false);
    const refused = await secondsFor(101, 10, false, 0);
    expect(refused / undisturbed).toBeGreaterThan(1.25);
    expect(refused / undisturbed).toBeLessThan(1.43);
    expect((await secondsFor(2001, 10, false, 0)) / (await secondsFor(2001, 10, false))).toBeLessThan(1.2);
  });

  it("falls once for refusals that come together", async () => {
    const timer = fakeTimer();
    const pacer = new Pacer(DEFAULT_QUOTAS, timer);
    for (let i = 0; i < 20; i++) pacer.throttled();
    for (let i = 0; i < 51; i++) await pacer.turn(1, false, new AbortController().signal);
    expect(timer.now() / 1000).toBeLessThan(1.5);
  });
});

describe("this machine's clock", () => {
  it.each([0, 40, -299])("may be %i s off", (skew) => {
    expect(clockSkew(1_790_000_000 + skew, 1_790_000_000)).toBe(skew);
  });

  it.each([
    [301, /301 s ahead of AWS's/],
    [-7200, /7200 s behind AWS's/],
  ])("may not be %i s off", (skew, message) => {
    expect(() => clockSkew(1_790_000_000 + skew, 1_790_000_000)).toThrow(AwsError);
    expect(() => clockSkew(1_790_000_000 + skew, 1_790_000_000)).toThrow(message);
  });
});
