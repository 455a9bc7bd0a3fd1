import { phasesBefore, whyNothing } from "../../../optimizer/rollout/propose";

const nothing = { scaleUp: [], recommendations: [], rejected: [], unchanged: [{ component: "trainer", reason: "" }] };

test("without a single candidate no guard is blamed", () => {
  expect(whyNothing(nothing)).toBe("no component has a candidate (0 of 1): each one's reason stands beside it");
});

test("with candidates it is said of how many components", () => {
  const rejection = {
    component: "cache",
    kind: "redis",
    rule: "",
    changes: [],
    reason: "",
    findings: [],
    verdicts: [],
    rejectedBy: "headroom",
  } as const;
  const unchanged = [...nothing.unchanged, { component: "cache", reason: "" }];
  expect(whyNothing({ ...nothing, rejected: [rejection], unchanged })).toBe(
    "no change passes every guard (candidates of 1 component were judged; 1 more component has no candidate)",
  );
});

test("a phase that is passed over says why", () => {
  const policy = [{ name: "tables" }, { name: "groups" }];
  expect(phasesBefore(2, [], policy)).toEqual([{ number: 1, name: "tables", why: "no change is recommended in it" }]);
});
