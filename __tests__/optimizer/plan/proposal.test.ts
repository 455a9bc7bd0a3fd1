import type { Settings } from "../../../optimizer/evidence";
import { onTopOf, type Proposal, proposal } from "../../../optimizer/plan/proposal";
import { smallContract } from "../../support/small-contract";

const { cache } = smallContract().components;
if (cache === undefined) throw new Error("there is no cache");
const current = { node_type: "large", shards: 6, replicas: 2 };
const subject = { component: "cache", definition: cache, current, model: {} };
const of = (rule: string, changed: Readonly<Record<string, string | number>>, direction: Proposal["direction"] = "down") =>
  proposal({ ...subject, kind: "redis" }, { rule, direction, to: { ...current, ...changed }, reason: rule, findings: [] });

describe("what a later rule adds to what an earlier one settled", () => {
  test("is all that both turn, from the present settings, under both names", () => {
    const both = onTopOf(of("first", { shards: 3 }), of("second", { replicas: 1 }), subject);
    expect(both).toMatchObject({ rule: "first, second", reason: "first; second", to: { node_type: "large", shards: 3, replicas: 1 } });
    expect(both?.changes.map(({ variable, from, to }) => [variable, from, to])).toEqual([
      ["cache_shards", 6, 3],
      ["cache_replicas", 2, 1],
    ]);
  });

  test("is measured by what it saves over the earlier one", () => {
    expect(onTopOf(of("first", { shards: 3 }), of("second", { replicas: 1 }), subject)?.over).toEqual({ ...current, shards: 3 });
  });

  test.each([
    ["where both turn the same tunable", of("second", { shards: 2, replicas: 1 })],
    ["where one goes up and the other down", of("second", { replicas: 3 }, "up")],
  ])("is nothing %s", (_name, second) => {
    expect(onTopOf(of("first", { shards: 3 }), second, subject)).toBeUndefined();
  });

  describe("leaves out what turns nothing any more", () => {
    const idle = { ...subject, model: { idle: ({ replicas }: Settings) => (replicas === 0 ? ["node_type"] : []) } };
    const none = of("second", { replicas: 0 });
    test("of several tunables", () => {
      const both = onTopOf(of("first", { shards: 3, node_type: "small" }), none, idle);
      expect(both).toMatchObject({ rule: "first, second", to: { node_type: "large", shards: 3, replicas: 0 } });
    });
    test("where it was all that the earlier rule turned: the later one stands alone, by what it saves over it", () => {
      const first = of("first", { node_type: "small" });
      expect(onTopOf(first, none, idle)).toEqual({ ...none, over: first.to });
    });
  });
});
