import type { Outcome } from "../../../optimizer/analysis/decide";
import { settle } from "../../../optimizer/analysis/settle";
import { stackEvidence } from "../../../optimizer/evidence";
import type { JointGuard } from "../../../optimizer/guards/joint";
import { recommendation } from "../../support/recommendation";
import { snapshotOf, tradingOnly } from "../../support/snapshot";

const stack = stackEvidence(snapshotOf({ measures: {}, components: tradingOnly("cache", "orders"), days: 1 }));
const stays: Outcome = { component: "orders", steps: [], rejected: [], offers: [], taken: [], steady: [], unchanged: "no change" };
const turned: Outcome = {
  component: "cache",
  steps: [],
  rejected: [],
  offers: [],
  taken: [],
  steady: [],
  recommendation: recommendation({ component: "cache" }),
};

/** Turns one component down, whatever was chosen. */
const against = (component: string, pass = false): JointGuard => ({
  name: "test",
  judge: () => [{ component, verdict: { guard: "test", pass, reason: "because", numbers: {} } }],
});
const settling = (guard: JointGuard) => settle(stack, [turned, stays], [guard]).next();

describe("what a joint guard turns down", () => {
  test.each([
    ["stays", "orders"],
    ["the contract does not have", "elsewhere"],
  ])("has to have been chosen: of a component that %s it is an error, and nothing is recommended", (_case, component) => {
    expect(() => settling(against(component))).toThrow(
      new RangeError(`the joint guard test turns down ${component}, of which nothing was chosen: because`),
    );
  });

  test("is decided again where it was, on its measurements", () => {
    expect(settling(against("cache"))).toEqual({ done: false, value: "cache" });
  });

  test("what it lets pass is told with the rest, of what stays too", () => {
    expect(settling(against("orders", true))).toEqual({ done: true, value: [turned, stays] });
  });
});
