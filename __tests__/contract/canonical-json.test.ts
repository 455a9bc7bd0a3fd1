import fc from "fast-check";
import { canonicalJson, editDistance, sameValue } from "../../contract";

const shuffled = (value: Readonly<Record<string, unknown>>) => Object.fromEntries(Object.entries(value).reverse());

describe("canonical JSON", () => {
  test("does not depend on the order of keys", () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => canonicalJson(value) === canonicalJson(shuffled(value))));
  });

  test("reads back as what was written", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test("ends with one newline and indents by two spaces", () => {
    expect(canonicalJson({ b: [1], a: { d: 1, c: 2 } })).toBe('{\n  "a": {\n    "c": 2,\n    "d": 1\n  },\n  "b": [\n    1\n  ]\n}\n');
  });
});

test("a set is the same in any order, a list of another length is not", () => {
  expect(sameValue(["b", "a"], ["a", "b"])).toBe(true);
  expect(sameValue(["a"], ["a", "b"])).toBe(false);
  expect(sameValue(1, "1")).toBe(false);
});

test("edit distance is a metric", () => {
  const word = fc.string({ maxLength: 12 });
  fc.assert(
    fc.property(word, word, word, (a, b, c) => {
      expect(editDistance(a, a)).toBe(0);
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c));
    }),
  );
});
