import { DEFAULT_PATIENCE } from "../../../../optimizer/telemetry/aws/client";
import { CloudWatchSession, isKept } from "../../../../optimizer/telemetry/cloudwatch";

const NOW = 1_790_000_000;
const HOUR = 3600;
const DAY = 24 * HOUR;

/** A session whose machine can be put to sleep: its timer stands still, AWS's clock does not. */
function started() {
  let timerMs = 5_000;
  const session = new CloudWatchSession({
    deployment: "trading",
    account: "123456789012",
    quotas: undefined,
    patience: DEFAULT_PATIENCE,
    timer: { now: () => timerMs, sleep: async () => undefined },
    nowEpoch: NOW,
    signal: new AbortController().signal,
    continues: undefined,
  });
  return {
    session,
    work: (seconds: number) => {
      timerMs += seconds * 1_000;
    },
  };
}

it("goes with its timer, however far the machine's clock is off AWS's", () => {
  const { session, work } = started();
  session.heardServerTime(NOW - 100);
  work(60);
  session.heardServerTime(NOW - 40);
  expect([session.clockSkewSeconds, session.nowEpoch]).toEqual([100, NOW + 60]);
});

it("knows that hours went by in which the machine slept: points at the border may have expired", () => {
  const grid = { periodSeconds: 60, startEpoch: NOW - 15 * DAY + HOUR, length: 60 } as const;
  const { session, work } = started();
  session.heardServerTime(NOW - 100);
  work(10);
  expect(isKept(grid, session.nowEpoch)).toBe(true);
  session.heardServerTime(NOW - 100 + 2 * HOUR);
  expect(session.nowEpoch).toBe(NOW + 2 * HOUR);
  expect(isKept(grid, session.nowEpoch)).toBe(false);
  expect(session.clockSkewSeconds).toBe(100);
});
