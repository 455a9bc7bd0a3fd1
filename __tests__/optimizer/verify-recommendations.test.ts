import { canonicalJson } from "../../contract";
import { sha256 } from "../../optimizer/overrides";
import { dollarsOf } from "../../optimizer/plan/dollars";
import { heldRecommendations } from "../../optimizer/verify-recommendations";
import { recommendation } from "../support/recommendation";
import { recommending } from "../support/rollout-world";

const saving = { grossMonthlyUsd: 90, strandedMonthlyUsd: 0, netMonthlyUsd: 90, stranded: [], oneOff: [] };
const decided = recommending([[{ variable: "cache_shards", from: 15, to: 8 }]], {
  recommendations: [recommendation({ id: "0123456789abcdef", component: "cache", saving })],
  totals: { monthlyBeforeUsd: 200, monthlyAfterUsd: 110, unpriced: [] },
});
const bytes = canonicalJson(decided);
const RUNNING = "1.3.0";
const receipt = { recommendationsSha256: sha256(bytes), trimtabVersion: RUNNING, dollars: dollarsOf(decided) };
const PATH = "out/trading/recommendations.json";
const file = (text: string, isNamed = false) => ({ path: PATH, text, isNamed });
const held = (claim: Parameters<typeof heldRecommendations>[0], written?: ReturnType<typeof file>, is = decided) =>
  heldRecommendations(claim, is, written, RUNNING);
const inOtherWords = { ...decided, recommendations: decided.recommendations.map((each) => ({ ...each, reason: "because" })) };

/** The bytes with one string for another. */
const exchanged = (from: string, to: string): string => {
  expect(bytes).toContain(from);
  return bytes.replace(from, to);
};

describe("what was decided is held against the receipt's hash", () => {
  test("the honest one holds, and nothing is left uncovered", () => {
    expect(held(receipt, file(bytes))).toEqual({ problems: [], notCovered: [] });
    expect(held(receipt)).toEqual({ problems: [], notCovered: [] });
  });

  test("another hash does not", () => {
    const { problems } = held({ ...receipt, recommendationsSha256: sha256("other") });
    expect(problems).toEqual([expect.stringContaining(`comes out with SHA-256 ${sha256(bytes)}, the receipt says ${sha256("other")}`)]);
  });

  test("other dollars do not, and each is named", () => {
    const dollars = { ...receipt.dollars, monthlyAfterUsd: 100, netMonthlyUsd: { "0123456789abcdef": 100 } };
    expect(held({ ...receipt, dollars }).problems).toEqual([
      "dollars.monthlyAfterUsd: recomputed 110, the receipt says 100",
      "dollars.netMonthlyUsd.0123456789abcdef: recomputed 90, the receipt says 100",
    ]);
  });

  test("a receipt from before the hash holds, and what it does not cover is said", () => {
    expect(held({})).toEqual({
      problems: [],
      notCovered: [expect.stringMatching(/^dollars and reasons .* no recommendationsSha256/)],
    });
  });

  test("where file and receipt were changed alike, the receipt is said to be of that file", () => {
    const forged = exchanged('"component": "cache"', '"component": "cachd"');
    const { problems } = held({ ...receipt, recommendationsSha256: sha256(forged) }, file(forged));
    expect(problems[0]).toContain(`which is that of ${PATH}`);
    expect(problems).toHaveLength(2);
  });
});

describe("what another version proposed is held by sizes, ids and dollars, for its words may be others", () => {
  const older = { ...receipt, trimtabVersion: "1.2.0", recommendationsSha256: sha256(canonicalJson(inOtherWords)) };

  test("accepted in other words, which are told as not covered", () => {
    expect(held(older)).toEqual({
      problems: [],
      notCovered: [expect.stringMatching(/^reasons of its recommendations: it was proposed by Trimtab 1\.2\.0, and 1\.3\.0/)],
    });
  });

  test("of the same version they do not hold", () => {
    expect(held({ ...older, trimtabVersion: RUNNING }).problems).toHaveLength(1);
  });

  test("in the same words nothing is left uncovered", () => {
    expect(held({ ...receipt, trimtabVersion: "1.2.0" })).toEqual({ problems: [], notCovered: [] });
  });

  test("rejected with other dollars", () => {
    const { problems } = held({ ...older, dollars: { ...older.dollars, monthlyAfterUsd: 100 } });
    expect(problems).toEqual(["dollars.monthlyAfterUsd: recomputed 110, the receipt says 100"]);
  });

  test("a receipt that names no version holds, and that it covers neither dollars nor reasons is said", () => {
    expect(held({ recommendationsSha256: older.recommendationsSha256 })).toEqual({
      problems: [],
      notCovered: [expect.stringMatching(/^dollars and reasons .* does not say which Trimtab/)],
    });
  });

  test.each([true, false])("its file in other words is accepted, and told (named: %p)", (isNamed) => {
    const { problems, notCovered } = held(older, file(canonicalJson(inOtherWords), isNamed));
    expect(problems).toEqual([]);
    expect(notCovered[1]).toBe(`${PATH}: its reasons; sizes, ids and dollars agree`);
  });

  test.each<[string, typeof decided, string]>([
    ["dollars", { ...inOtherWords, totals: { ...decided.totals, monthlyAfterUsd: 100 } }, "totals.monthlyAfterUsd: recomputed 110"],
    [
      "sizes",
      { ...inOtherWords, phases: inOtherWords.phases.map((phase) => ({ ...phase, values: { cache_shards: 9 } })) },
      "phases[1].values.cache_shards: recomputed 8",
    ],
    ["ids", { ...inOtherWords, recommendations: [] }, "recommendations[0123456789abcdef cache]: recomputed"],
  ])("its file with other %s is not", (_what, forged, problem) => {
    expect(held(older, file(canonicalJson(forged))).problems).toEqual([expect.stringContaining(`${PATH}: ${problem}`)]);
  });
});

describe("the file that people read is held against what comes out", () => {
  test("the recommendation and the field that differ are named, with both values", () => {
    expect(held(receipt, file(canonicalJson(inOtherWords), true)).problems).toEqual([
      expect.stringMatching(
        /^out\/trading\/recommendations\.json: recommendations\[0123456789abcdef cache\]\.reason: recomputed ".*", the file says "because"$/,
      ),
    ]);
  });

  test("a recommendation that is not there is named", () => {
    const { problems } = held(receipt, file(canonicalJson({ ...decided, recommendations: [] }), true));
    expect(problems).toEqual([expect.stringMatching(/recommendations\[0123456789abcdef cache\]: recomputed .*…, the file says nothing$/)]);
  });

  test("the same content in other bytes does not pass", () => {
    expect(held(receipt, file(JSON.stringify(decided))).problems).toEqual([
      expect.stringContaining("its bytes are not those that Trimtab writes"),
    ]);
  });

  test("what is no JSON is said to be none", () => {
    expect(held(receipt, file("{")).problems).toEqual([`${PATH} is not JSON: line 1, column 2: expected property name or '}'`]);
  });

  const another = canonicalJson({ ...decided, snapshot: { ...decided.snapshot, hash: "another" } });
  test("that of another run is left alone where it only lies there", () => {
    expect(held(receipt, file(another))).toEqual({ problems: [], notCovered: [expect.stringContaining("it is of another run")] });
  });

  test("and refused where it was named", () => {
    expect(held(receipt, file(another, true)).problems).toEqual([expect.stringContaining("snapshot.hash")]);
  });

  describe("a run on the same snapshot with other options (--confidence, --opt-in) leaves its file where runs do", () => {
    const whatIf = canonicalJson({ ...decided, recommendations: [], phases: [] });

    test("the receipt that comes out holds all the same, and what lies there is told", () => {
      expect(held(receipt, file(whatIf))).toEqual({ problems: [], notCovered: [expect.stringContaining("of a run with other options")] });
    });

    test("refused where it was named", () => {
      expect(held(receipt, file(whatIf, true)).problems).toHaveLength(2);
    });

    test("and where the receipt does not come out", () => {
      expect(held({ ...receipt, recommendationsSha256: sha256("other") }, file(whatIf)).problems).toHaveLength(3);
    });
  });

  test("of very many differences the first are named, and how many more there are", () => {
    const many = canonicalJson({ ...decided, unchanged: Array.from({ length: 50 }, (_, i) => ({ component: `c${i}`, reason: "none" })) });
    const { problems } = held(receipt, file(many, true));
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toBe(`${PATH}: and 30 more differences`);
  });
});
