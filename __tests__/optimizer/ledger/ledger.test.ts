import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RefusedError, StoreError } from "../../../contract";
import { activePins, journalOf, openLedger } from "../../../optimizer/ledger";
import { temporaryDirectory } from "../../support/temporary-directory";

const directory = temporaryDirectory();
const NOW = 1_800_000_000;
const journal = async () => journalOf(await openLedger(directory(), "trading"), () => NOW);
const pinned = (variable: string) => ({ type: "pinned", variable, reason: "audit", expires: "2030-01-01T00:00:00.000Z" }) as const;
const proposal = {
  type: "proposed",
  phase: 1,
  rollout: "trading-000001",
  deltas: [{ variable: "a", from: 2, to: 1 }],
  steps: [[{ variable: "a", from: 2, to: 1 }]],
  defaults: { a: 2 },
  previousOverride: null,
  previousReceipt: null,
  override: '{\n  "a": 1\n}\n',
  receipt: "{}",
  reason: "test",
} as const;
const ofPhase = { phase: 1, rollout: "trading-000001" };

describe("the ledger", () => {
  test("that does not exist yet is empty", async () => {
    expect((await journal()).state()).toEqual({ pins: {} });
  });

  test("reads back what was written, one numbered file per event", async () => {
    const first = await journal();
    await first.record(pinned("a"));
    await first.record(pinned("b"));
    expect(readdirSync(join(directory(), "trading"))).toEqual(["000001.json", "000002.json"]);
    expect((await journal()).state()).toEqual(first.state());
  });

  test("lets one of two writers win; the other learns that its view is old", async () => {
    const [one, two] = [await journal(), await journal()];
    await one.record(pinned("a"));
    await expect(two.record(pinned("b"))).rejects.toThrow(RefusedError);
    expect(Object.keys((await journal()).state().pins)).toEqual(["a"]);
    expect(readdirSync(join(directory(), "trading"))).toEqual(["000001.json"]);
  });

  test("names every damaged event, and a gap", async () => {
    const ledger = await journal();
    for (const variable of ["a", "b", "c", "d"]) await ledger.record(pinned(variable));
    const at = (name: string) => join(directory(), "trading", name);
    writeFileSync(at("000001.json"), "{");
    writeFileSync(at("000002.json"), '{"type":"pinned"}');
    rmSync(at("000003.json"));
    const error = await openLedger(directory(), "trading").catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(StoreError);
    expect(error instanceof StoreError && error.problems).toEqual([
      "000001.json: is not JSON",
      expect.stringContaining("000002.json"),
      "000003.json is missing",
    ]);
  });

  test("of another deployment is refused", async () => {
    await (await journal()).record(pinned("a"));
    mkdirSync(join(directory(), "ml"));
    const text = JSON.stringify({ ...pinned("a"), at: "2026-01-01T00:00:00.000Z", deployment: "trading" });
    writeFileSync(join(directory(), "ml", "000001.json"), text);
    await expect(openLedger(directory(), "ml")).rejects.toThrow(StoreError);
  });
});

describe("the state that the ledger adds up to", () => {
  test("follows a phase from proposal to promotion", async () => {
    const ledger = await journal();
    const statuses = () => ledger.state().open?.steps.map(({ status }) => status);
    await ledger.record(proposal);
    expect(statuses()).toEqual(["pending"]);
    await ledger.record({
      type: "step-started",
      ...ofPhase,
      step: 0,
      deltas: proposal.deltas,
      recorded: { a: 9 },
      override: proposal.override,
      receipt: "{}",
    });
    expect(statuses()).toEqual(["started"]);
    await ledger.record({ type: "step-applied", ...ofPhase, step: 0 });
    expect(statuses()).toEqual(["applied"]);
    await ledger.record({ type: "effective", ...ofPhase, step: 0 });
    expect(ledger.state().open).toMatchObject({ steps: [{ status: "effective", effectiveEpoch: NOW }], recorded: { a: 9 } });
    await ledger.record({ type: "observed", ...ofPhase, verdict: "pass", reasons: [] });
    expect(ledger.state().open?.verdict?.verdict).toBe("pass");
    await ledger.record({ type: "promoted", ...ofPhase });
    expect(ledger.state().open).toBeUndefined();
    expect(ledger.state().written?.override).toBe(proposal.override);
  });

  test("knows the files before and after an event that wrote them", async () => {
    const ledger = await journal();
    await ledger.record(proposal);
    await ledger.record({ type: "rollback-started", ...ofPhase, reason: "latency", override: null, receipt: null });
    expect(ledger.state()).toMatchObject({
      open: { rollingBack: "latency" },
      written: { override: null },
      writtenBefore: { override: proposal.override },
    });
  });

  test("forgets pins that were taken out or have expired", async () => {
    const ledger = await journal();
    await ledger.record(pinned("a"));
    await ledger.record(pinned("b"));
    await ledger.record({ type: "unpinned", variable: "a", reason: "done" });
    expect(Object.keys(activePins(ledger.state(), NOW))).toEqual(["b"]);
    expect(activePins(ledger.state(), Date.parse("2031-01-01T00:00:00.000Z") / 1000)).toEqual({});
  });
});
