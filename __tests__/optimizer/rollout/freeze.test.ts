import { freezeAt } from "../../../optimizer/rollout/freeze";
import { holdsOpenAndClose, windowSince, windowState } from "../../../optimizer/rollout/observation/window";
import { tradingPolicy } from "../../../stacks/trading/policy";

const epoch = (iso: string): number => Date.parse(iso) / 1000;

describe("market hours freeze the trading stack", () => {
  test.each<[string, string, boolean]>([
    ["before the freeze, summer time", "2026-07-20T12:59:00Z", false],
    ["from 09:00 New York, summer time", "2026-07-20T13:00:00Z", true],
    ["from 09:00 New York, winter time", "2026-11-20T14:00:00Z", true],
    ["an hour earlier in winter", "2026-11-20T13:30:00Z", false],
    ["until 16:30, that minute excluded", "2026-11-20T21:30:00Z", false],
    ["the minute before", "2026-11-20T21:29:59Z", true],
    ["not on Saturday", "2026-11-21T15:00:00Z", false],
    ["not on Thanksgiving", "2026-11-26T15:00:00Z", false],
    ["New York's Friday evening is no Saturday yet, but the market is closed", "2026-11-21T02:00:00Z", false],
  ])("%s", (_name, at, frozen) => {
    expect(freezeAt(tradingPolicy, epoch(at)) !== undefined).toBe(frozen);
  });
});

describe("an observation window", () => {
  test.each<[string, string, string, boolean]>([
    ["of a whole trading day", "2026-11-20T05:00:00Z", "2026-11-21T05:00:00Z", true],
    ["from noon to noon holds a close and the next open", "2026-11-19T17:00:00Z", "2026-11-20T17:00:00Z", true],
    ["of a weekend", "2026-11-21T00:00:00Z", "2026-11-23T00:00:00Z", false],
    ["of Thanksgiving", "2026-11-26T05:00:00Z", "2026-11-27T05:00:00Z", false],
    ["that ends before the close", "2026-11-20T05:00:00Z", "2026-11-20T20:59:00Z", false],
  ])("%s: %s to %s", (_name, from, to, held) => {
    expect(holdsOpenAndClose({ startEpoch: epoch(from), endEpoch: epoch(to) }, tradingPolicy)).toBe(held);
  });

  test("is complete only after the policy's hours", () => {
    const start = epoch("2026-11-20T05:00:00Z");
    const completeAfter = (hours: number) => windowState(windowSince(start, start + hours * 3600), tradingPolicy).complete;
    expect([completeAfter(23), completeAfter(24), completeAfter(30)]).toEqual([false, true, true]);
  });

  test("begins at the first whole minute after the change and leaves out minutes that CloudWatch may not have complete", () => {
    expect(windowSince(1_000_001, 1_000_601)).toEqual({ startEpoch: 1_000_020, endEpoch: 1_000_440 });
    expect(windowSince(1_000_001, 1_000_002)).toEqual({ startEpoch: 1_000_020, endEpoch: 1_000_020 });
  });
});
