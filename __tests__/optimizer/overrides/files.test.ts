import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { canonicalJson, defaultsOf, InputError, type Values } from "../../../contract";
import { overridePaths, type ReceiptFacts, readOverride, renderOverride, sha256, writeOverride } from "../../../optimizer/overrides";
import { smallContract } from "../../support/small-contract";
import { temporaryDirectory } from "../../support/temporary-directory";

const contract = smallContract();
const defaults = defaultsOf(contract.components);
const facts: ReceiptFacts = {
  source: "simulator",
  snapshot: { hash: "abc", startEpoch: 0, endEpoch: 86_400 },
  model: "1",
  phase: 1,
  recommendations: ["r1"],
};
const directory = temporaryDirectory();
const render = (values: Values) => renderOverride(contract, values, facts, defaults);

describe("writing an override", () => {
  test("sorts the keys, indents by two and ends with a newline; the receipt holds its hash and the defaults of its keys", async () => {
    await writeOverride(directory(), "trading", render({ web_min_size: 6, cache_shards: 8 }));
    const paths = overridePaths(directory(), "trading");
    const text = readFileSync(paths.override, "utf8");
    expect(text).toBe('{\n  "cache_shards": 8,\n  "web_min_size": 6\n}\n');
    expect(JSON.parse(readFileSync(paths.receipt, "utf8"))).toMatchObject({
      overrideSha256: sha256(text),
      defaults: { cache_shards: 15, web_min_size: 15 },
    });
  });

  test("of no values removes both files", async () => {
    await writeOverride(directory(), "trading", render({ cache_shards: 8 }));
    await writeOverride(directory(), "trading", render({}));
    expect(readdirSync(directory())).toEqual([]);
  });

  test("refuses every key that is not declared and every value that is not allowed, all at once", () => {
    const problems = (() => {
      try {
        render({ web_min_sise: 3, cache_shards: 0, orders_billing_mode: "FREE" });
      } catch (error) {
        return error instanceof InputError ? error.problems : [];
      }
      return [];
    })();
    expect(problems).toHaveLength(3);
  });

  test("never writes a key that the contract does not declare", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.integer(), fc.string(), fc.boolean())), (values) => {
        const undeclared = Object.keys(values).some((name) => !(name in defaults));
        if (undeclared) expect(() => render(values)).toThrow(InputError);
      }),
    );
  });

  test("that fails halfway leaves both files as they were", async () => {
    const paths = overridePaths(directory(), "trading");
    await writeOverride(directory(), "trading", render({ cache_shards: 8 }));
    const before = readFileSync(paths.override, "utf8");
    const inTheWay = join(directory(), "blocked");
    mkdirSync(join(inTheWay, "trading.receipt.json", "full"), { recursive: true });
    writeFileSync(overridePaths(inTheWay, "trading").override, before);
    await expect(writeOverride(inTheWay, "trading", render({ cache_shards: 4 }))).rejects.toThrow();
    expect(readFileSync(overridePaths(inTheWay, "trading").override, "utf8")).toBe(before);
    expect(readdirSync(inTheWay).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });
});

describe("reading an override", () => {
  test("where there is none gives no values", async () => {
    expect(await readOverride(directory(), contract)).toEqual({ bytes: { override: null, receipt: null }, values: {}, receipt: null });
  });

  test("gives back what was written", async () => {
    const values = { orders_indexes: ["by_day"], web_instance_type: "c6i.large" };
    await writeOverride(directory(), "trading", render(values));
    expect((await readOverride(directory(), contract)).values).toEqual(values);
  });

  test.each<[string, string, string, number]>([
    ["an override that is no JSON", "{", "{}", 9],
    ["undeclared keys and wrong values", canonicalJson({ nonsense: 1, cache_shards: "8" }), "{}", 10],
  ])("lists every problem of both files: %s", async (_name, override, receipt, atLeast) => {
    const paths = overridePaths(directory(), "trading");
    writeFileSync(paths.override, override);
    writeFileSync(paths.receipt, receipt);
    const error = await readOverride(directory(), contract).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(InputError);
    expect(error instanceof InputError && error.problems.length).toBeGreaterThanOrEqual(atLeast);
  });
});
