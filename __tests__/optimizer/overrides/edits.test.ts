import { canonicalJson, defaultsOf, type Receipt, type Values } from "../../../contract";
import { editsOf, foldable, type Override, renderOverride, staleDefaults } from "../../../optimizer/overrides";
import { saasContract } from "../../../stacks/saas/tunables";
import { stagingContract } from "../../../stacks/staging/tunables";
import { smallContract } from "../../support/small-contract";

const contract = smallContract();
const facts = { source: "aws", snapshot: { hash: "abc", startEpoch: 0, endEpoch: 1 }, model: "1", phase: 1, recommendations: [] } as const;

function fileWith(values: Values, receiptFor: Values | null = values): Override {
  const bytes = receiptFor === null ? null : renderOverride(contract, receiptFor, facts, defaultsOf(contract.components));
  const receipt: Receipt | null = bytes?.receipt ? JSON.parse(bytes.receipt) : null;
  return { bytes: { override: canonicalJson(values), receipt: bytes?.receipt ?? null }, values, receipt };
}

const written = (values: Values) => ({ pins: {}, written: { override: canonicalJson(values), receipt: null } });

describe("what a person did to an override", () => {
  test.each<[string, Override, Parameters<typeof editsOf>[1], readonly string[]]>([
    ["nothing", fileWith({ cache_shards: 8 }), written({ cache_shards: 8 }), []],
    ["another value", fileWith({ cache_shards: 9 }), written({ cache_shards: 8 }), ["cache_shards"]],
    ["a key of their own", fileWith({ cache_shards: 8, web_min_size: 9 }), written({ cache_shards: 8 }), ["web_min_size"]],
    ["a key taken out", fileWith({}), written({ cache_shards: 8 }), ["cache_shards"]],
    ["other whitespace only", fileWith({ cache_shards: 8 }), { pins: {}, written: { override: '{"cache_shards":8}', receipt: null } }, []],
    ["nothing, in a clone without ledger", fileWith({ cache_shards: 8 }), { pins: {} }, []],
    ["an edit, in a clone without ledger", fileWith({ cache_shards: 8 }, { cache_shards: 9 }), { pins: {} }, ["cache_shards"]],
    [
      "all of it: there is no receipt",
      fileWith({ cache_shards: 8, web_min_size: 9 }, null),
      { pins: {} },
      ["cache_shards", "web_min_size"],
    ],
  ])("%s", (_name, override, state, edited) => {
    expect(editsOf(override, state, contract).map(({ variable }) => variable)).toEqual(edited);
  });
});

describe("defaults in code", () => {
  test("that changed under an override are stale", () => {
    const { receipt } = fileWith({ cache_shards: 8, web_min_size: 9 });
    const moved = receipt && { ...receipt, defaults: { ...receipt.defaults, cache_shards: 20 } };
    expect(staleDefaults(receipt, contract)).toEqual([]);
    expect(staleDefaults(moved, contract)).toEqual([{ variable: "cache_shards", was: 20, now: 15 }]);
  });

  test("of a set or a schedule are the same in whichever order they are written", () => {
    const receipt = (defaults: Receipt["defaults"]): Receipt => ({ ...facts, version: 1, deployment: "any", overrideSha256: "", defaults });
    const off = { start: "", stop: "" };
    const rearranged = ["ByOwner", "ByStatus", "ByPlan", "ByDomain"];
    expect(staleDefaults(receipt({ tenants_indexes: rearranged }), saasContract)).toEqual([]);
    expect(staleDefaults(receipt({ tenants_indexes: rearranged.slice(1) }), saasContract)).toHaveLength(1);
    expect(staleDefaults(receipt({ database_off_hours: off }), stagingContract)).toEqual([]);
    expect(staleDefaults(receipt({ database_off_hours: { ...off, stop: "0 20 * * *" } }), stagingContract)).toHaveLength(1);
  });

  test("that have become the overridden value make the key superfluous; the others are still to be changed", () => {
    expect(foldable({ cache_shards: 15, web_min_size: 9 }, contract)).toEqual({
      settled: ["cache_shards"],
      pending: [{ variable: "web_min_size", default: 15, value: 9 }],
      remaining: { web_min_size: 9 },
    });
  });
});
