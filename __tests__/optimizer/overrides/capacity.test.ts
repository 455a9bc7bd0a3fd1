import { canonicalJson, defaultsOf, type Receipt } from "../../../contract";
import type { LedgerEntry } from "../../../optimizer/ledger";
import { capacityHistory, type Override } from "../../../optimizer/overrides";
import { smallContract } from "../../support/small-contract";

const contract = smallContract();
const defaults = defaultsOf(contract.components);
const nothing: Override = { bytes: { override: null, receipt: null }, values: {}, receipt: null };
const receipt: Receipt = {
  version: 1,
  deployment: "trading",
  source: "aws",
  snapshot: { hash: "abc", startEpoch: 0, endEpoch: 5000 },
  model: "1",
  overrideSha256: "",
  phase: 1,
  recommendations: [],
  defaults: {},
};
const override = canonicalJson({ cache_shards: 8 });
const ofPhase = { deployment: "trading", phase: 1, rollout: "r" };
const events: readonly LedgerEntry["event"][] = [
  { ...ofPhase, type: "step-started", at: "1970-01-01T00:10:00.000Z", step: 0, deltas: [], recorded: {}, override, receipt: null },
  { ...ofPhase, type: "step-applied", at: "1970-01-01T00:11:00.000Z", step: 0 },
  { ...ofPhase, type: "effective", at: "1970-01-01T00:20:00.000Z", step: 0 },
  { ...ofPhase, type: "rollback-started", at: "1970-01-01T01:00:00.000Z", reason: "slow", override: null, receipt: null },
  { ...ofPhase, type: "rolled-back", at: "1970-01-01T01:10:00.000Z", deltas: [], kept: [], reason: "slow" },
];
const entries = events.map((event, index): LedgerEntry => ({ number: index + 1, event }));
const history = (...given: Parameters<typeof capacityHistory>) =>
  capacityHistory(...given).map(({ atEpoch, values, source }) => [atEpoch, values.cache_shards, source]);

test("what was provisioned follows the ledger: less from when a step took effect, more from when its way up or back began", () => {
  expect(history(entries, contract, nothing)).toEqual([
    [0, 15, "default"],
    [1200, 8, "ledger"],
    [3600, 15, "ledger"],
  ]);
});

test("a step up counts from its start, whether it takes effect or not", () => {
  const up = { override: canonicalJson({ cache_shards: 20 }), receipt: null };
  const event = { ...ofPhase, ...up, type: "step-started", at: "1970-01-01T00:10:00.000Z", step: 0, deltas: [], recorded: {} } as const;
  const ledger: readonly LedgerEntry[] = [{ number: 1, event }];
  expect(history(ledger, contract, nothing)).toEqual([
    [0, 15, "default"],
    [600, 20, "ledger"],
  ]);
});

test("without ledger and override it was always the code's defaults", () => {
  expect(capacityHistory([], contract, nothing)).toEqual([{ atEpoch: 0, values: defaults, source: "default" }]);
});

test("without ledger, an override counts from the end of the measurements that it rests on", () => {
  const found: Override = { bytes: { override, receipt: null }, values: { cache_shards: 8 }, receipt };
  expect(history([], contract, found)).toEqual([
    [0, 15, "default"],
    [5000, 8, "override"],
  ]);
});

test("before a size was folded into the code it was provisioned with the default of that time", () => {
  const proposed: LedgerEntry["event"] = {
    ...ofPhase,
    type: "proposed",
    at: "1970-01-01T00:05:00.000Z",
    deltas: [],
    steps: [],
    defaults: { cache_shards: 30 },
    previousOverride: null,
    previousReceipt: null,
    reason: "",
    override,
    receipt: null,
  };
  const folded: LedgerEntry["event"] = {
    deployment: "trading",
    type: "folded",
    at: "1970-01-01T02:00:00.000Z",
    variables: ["cache_shards"],
    override: null,
    receipt: null,
  };
  const ledger = [proposed, ...events.slice(0, 3), folded].map((event, index): LedgerEntry => ({ number: index + 1, event }));
  expect(history(ledger, contract, nothing)).toEqual([
    [0, 30, "default"],
    [1200, 8, "ledger"],
  ]);
});
