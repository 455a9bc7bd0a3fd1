import { canonicalJson } from "../../contract";
import { sha256 } from "../../optimizer/overrides";
import { heldRecommendations } from "../../optimizer/verify-recommendations";
import { recommendation } from "../support/recommendation";
import { recommending } from "../support/rollout-world";

const decided = recommending([], { recommendations: [recommendation({ id: "0123456789abcdef", component: "cache" })] });
const bytes = canonicalJson(decided);
const receipt = { recommendationsSha256: sha256(bytes) };
const file = (text: string, isNamed = false) => ({ path: "out/trading/recommendations.json", text, isNamed });

/** The bytes with one string for another. */
const exchanged = (from: string, to: string): string => {
  expect(bytes).toContain(from);
  return bytes.replace(from, to);
};

describe("what was decided is held against the receipt's hash", () => {
  test("the honest one holds, and nothing is left uncovered", () => {
    expect(heldRecommendations(receipt, decided, file(bytes))).toEqual({ problems: [], notCovered: [] });
    expect(heldRecommendations(receipt, decided, undefined)).toEqual({ problems: [], notCovered: [] });
  });

  test("another hash does not", () => {
    const { problems } = heldRecommendations({ recommendationsSha256: sha256("other") }, decided, undefined);
    expect(problems).toEqual([expect.stringContaining(`comes out with SHA-256 ${sha256(bytes)}, the receipt says ${sha256("other")}`)]);
  });

  test("a receipt from before the hash holds, and what it does not cover is said", () => {
    expect(heldRecommendations({}, decided, undefined)).toEqual({
      problems: [],
      notCovered: [expect.stringMatching(/^dollars and reasons .* no recommendationsSha256/)],
    });
  });

  test("where file and receipt were changed alike, the receipt is said to be of that file", () => {
    const forged = exchanged('"component": "cache"', '"component": "cachd"');
    const { problems } = heldRecommendations({ recommendationsSha256: sha256(forged) }, decided, file(forged));
    expect(problems[0]).toContain("which is that of out/trading/recommendations.json");
    expect(problems).toHaveLength(2);
  });
});

describe("the file that people read is held against what comes out", () => {
  test("the recommendation and the field that differ are named, with both values", () => {
    const forged = canonicalJson({
      ...decided,
      recommendations: decided.recommendations.map((each) => ({ ...each, reason: "because" })),
    });
    expect(heldRecommendations(receipt, decided, file(forged)).problems).toEqual([
      expect.stringMatching(
        /^out\/trading\/recommendations\.json: recommendations\[0123456789abcdef cache\]\.reason: recomputed ".*", the file says "because"$/,
      ),
    ]);
  });

  test("a recommendation that is not there is named", () => {
    const { problems } = heldRecommendations(receipt, decided, file(canonicalJson({ ...decided, recommendations: [] })));
    expect(problems).toEqual([expect.stringMatching(/recommendations\[0123456789abcdef cache\]: recomputed .*…, the file says nothing$/)]);
  });

  test("the same content in other bytes does not pass", () => {
    expect(heldRecommendations(receipt, decided, file(JSON.stringify(decided))).problems).toEqual([
      expect.stringContaining("its bytes are not those that Trimtab writes"),
    ]);
  });

  test("what is no JSON is said to be none", () => {
    expect(heldRecommendations(receipt, decided, file("{")).problems).toEqual(["out/trading/recommendations.json is not JSON"]);
  });

  const another = canonicalJson({ ...decided, snapshot: { ...decided.snapshot, hash: "another" } });
  test("that of another run is left alone where it only lies there", () => {
    expect(heldRecommendations(receipt, decided, file(another))).toEqual({
      problems: [],
      notCovered: [expect.stringContaining("it is of another run")],
    });
  });

  test("and refused where it was named", () => {
    expect(heldRecommendations(receipt, decided, file(another, true)).problems).toEqual([expect.stringContaining("snapshot.hash")]);
  });

  test("of very many differences the first are named, and how many more there are", () => {
    const many = canonicalJson({ ...decided, unchanged: Array.from({ length: 50 }, (_, i) => ({ component: `c${i}`, reason: "none" })) });
    const { problems } = heldRecommendations(receipt, decided, file(many));
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toBe("out/trading/recommendations.json: and 30 more differences");
  });
});
