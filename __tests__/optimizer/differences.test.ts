import { differencesIn } from "../../optimizer/differences";

const at = (said: unknown, is: unknown): readonly string[] => differencesIn(said, is).map((difference) => difference.at);

describe("members of a list are paired by what they are called", () => {
  const [a, b, c] = ["a", "b", "c"].map((component) => ({ component, reason: `of ${component}` }));

  test.each([
    ["none", [a, b, c], [a, b, c], []],
    ["one missing at the front", [b, c], [a, b, c], ["[a]"]],
    ["one too many at the front", [a, b, c], [b, c], ["[a]"]],
    ["one missing in the middle, and another told otherwise", [a, { ...c, reason: "other" }], [a, b, c], ["[b]", "[c].reason"]],
  ])("%s", (_name, said, is, found) => expect(at(said, is)).toEqual(found));

  const rejected = (shards: number) => ({
    component: "cache",
    rule: "redis-size",
    changes: [{ variable: "cache_shards", from: 15, to: shards }],
  });

  test("of several candidates of one rule the missing one is one difference, told by its changes", () => {
    expect(at([rejected(8), rejected(6)], [rejected(10), rejected(8), rejected(6)])).toEqual(["[cache redis-size cache_shards=10]"]);
  });

  test("of several that are called alike the last is the one that is missing", () => expect(at([a], [a, a])).toEqual(["[a #2]"]));

  test("what has an id is that one, though its component is another", () => {
    expect(at([{ id: "1", component: "a" }], [{ id: "1", component: "b" }])).toEqual(["[1 b].component"]);
  });

  test("what has no name is told by its place", () => {
    expect(at(["x", "y"], ["x", "z"])).toEqual(["[1]"]);
    expect(at([["x"]], [["x"], ["y"]])).toEqual(["[1]"]);
  });
});

test("objects are compared field by field, in the order of their names", () => {
  expect(differencesIn({ b: 1, a: { c: 2 } }, { b: 2, a: {} })).toEqual([
    { at: "a.c", said: 2, is: undefined },
    { at: "b", said: 1, is: 2 },
  ]);
});
