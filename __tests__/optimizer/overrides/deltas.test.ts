import fc from "fast-check";
import { defaultsOf, type Tunable, type TunableValue, type Values, variablesOf } from "../../../contract";
import { applyDeltas, invertDeltas } from "../../../optimizer/overrides";
import type { Delta } from "../../../optimizer/plan/recommendation";
import { smallContract } from "../../support/small-contract";

const { components } = smallContract();
const defaults = defaultsOf(components);

/** Any value that a tunable takes. */
function anyValueOf(tunable: Tunable): fc.Arbitrary<TunableValue> {
  switch (tunable.type) {
    case "choice":
      return fc.constantFrom(...tunable.ladder);
    case "count":
      return fc.integer({ min: tunable.min, max: tunable.max });
    case "flag":
      return fc.boolean();
    case "set":
      return fc.subarray([...tunable.members]);
    case "schedule":
      return fc.constant(tunable.default);
  }
}

const values: fc.Arbitrary<Values> = fc
  .record(Object.fromEntries([...variablesOf(components)].map(([name, { definition }]) => [name, anyValueOf(definition)])), {
    requiredKeys: [],
  })
  .map((record) => Object.fromEntries(Object.entries(record).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))));

const deltasFrom = (before: Values, target: Values): readonly Delta[] =>
  Object.entries(target).flatMap(([variable, to]) => {
    const from = before[variable] ?? defaults[variable];
    return from === undefined ? [] : [{ variable, from, to }];
  });

describe("a phase's delta", () => {
  test("applied and inverted leaves nothing behind, absent keys included", () => {
    fc.assert(
      fc.property(values, values, (before, target) => {
        const deltas = deltasFrom(before, target);
        const { values: after, kept } = invertDeltas(applyDeltas(before, deltas), deltas, before);
        expect(after).toEqual(before);
        expect(kept).toEqual([]);
      }),
    );
  });

  test("never takes back what somebody moved after it", () => {
    fc.assert(
      fc.property(values, values, values, (before, target, edits) => {
        const deltas = deltasFrom(before, target);
        const edited = { ...applyDeltas(before, deltas), ...edits };
        const { values: after, kept } = invertDeltas(edited, deltas, before);
        for (const [variable, value] of Object.entries(edits)) {
          const isOurs = JSON.stringify(target[variable]) === JSON.stringify(value);
          if (!isOurs) expect(after[variable]).toEqual(value);
        }
        for (const variable of kept) expect(after[variable]).toEqual(edited[variable]);
      }),
    );
  });

  test.each<[string, Values, readonly string[], Values]>([
    ["nobody disturbed it", { web_min_size: 6 }, [], {}],
    ["a person raised the value", { web_min_size: 9 }, ["web_min_size"], { web_min_size: 9 }],
    ["a person removed the key", {}, [], {}],
    ["a person added another key", { web_min_size: 6, cache_shards: 8 }, [], { cache_shards: 8 }],
  ])("inverted where %s", (_name, now, kept, after) => {
    expect(invertDeltas(now, [{ variable: "web_min_size", from: 15, to: 6 }], {})).toMatchObject({ values: after, kept });
  });
});
