import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canonicalJson, type DeploymentContract, defaultsOf, InputError, RefusedError, receiptSchema, StoreError } from "../../contract";
import { journalOf, openLedger } from "../../optimizer/ledger";
import { analyzeSnapshot } from "../../optimizer/optimize";
import { type OptimizeStoredRequest, optimizeStored } from "../../optimizer/optimize-stored";
import { renderOverride, writeOverride } from "../../optimizer/overrides";
import { openStore } from "../../optimizer/telemetry";
import { verifyReceipt } from "../../optimizer/verify";
import { type Settings, withSettings } from "../../optimizer/what-if";
import { DAY, NOW, snapshotOf, tradingOnly } from "../support/snapshot";
import { storeSnapshot } from "../support/stored-snapshot";
import { temporaryDirectory } from "../support/temporary-directory";
import { QUIET } from "../support/trading-load";

const made = snapshotOf({ measures: QUIET, days: 45, minuteDays: 1, components: tradingOnly("order_service", "orders"), source: "csv" });
const directory = temporaryDirectory();

let store = "";
let snapshot = "";
beforeAll(async () => {
  store = mkdtempSync(join(tmpdir(), "trimtab-"));
  snapshot = await storeSnapshot(store, made);
});
afterAll(() => rmSync(store, { recursive: true, force: true }));

const overrides = (): string => join(directory(), "overrides");
const out = (): string => join(directory(), "out");

async function proposing(more: Partial<OptimizeStoredRequest> = {}) {
  const now = more.now ?? (() => NOW + DAY);
  return optimizeStored({
    contract: made.contract,
    overrides: overrides(),
    journal: journalOf(await openLedger(join(directory(), "ledger"), "trading"), now),
    now,
    progress: () => undefined,
    trimtabVersion: "1.2.3",
    snapshot,
    out: join(directory(), "out"),
    dryRun: false,
    onComponent: () => undefined,
    ...more,
  });
}

const receipt = () => receiptSchema.parse(JSON.parse(readFileSync(join(overrides(), "trading.receipt.json"), "utf8")));

describe("a proposal on measurements that are stored", () => {
  it("is written with a receipt that says what it rests on, and that can be verified from the store", async () => {
    const { proposal } = await proposing();
    expect(proposal).toMatchObject({ proposed: true });
    expect(receipt()).toMatchObject({ source: "csv", snapshot: { endEpoch: NOW }, trimtabVersion: "1.2.3" });
    const stores = [openStore(join(directory(), "elsewhere"), { downloads: directory() }), openStore(store, { downloads: directory() })];
    expect(await verifyReceipt({ receipt: join(overrides(), "trading.receipt.json"), stores, out, trimtabVersion: "1.2.3" })).toEqual({
      snapshot,
      problems: [],
      notCovered: [],
    });
  });

  it("is verified with its dollars and reasons: a change in any of them is found, with the recommendation and the field", async () => {
    await proposing();
    const path = join(out(), "recommendations.json");
    const honest = readFileSync(path, "utf8");
    const { id, component, after } = JSON.parse(honest).recommendations[0];
    const at = `recommendations[${id} ${component}].after.lines[${after.lines[0].sku}].monthlyUsd`;
    const forged = honest.replace(/"monthlyUsd": (\d)/, (_all, digit: string) => `"monthlyUsd": ${(Number(digit) % 9) + 1}`);
    writeFileSync(path, forged);
    const request = { receipt: join(overrides(), "trading.receipt.json"), stores: [], snapshot, out, trimtabVersion: "1.2.3" };
    const { problems } = await verifyReceipt({ ...request, recommendations: path });
    expect(problems).toEqual([expect.stringContaining(`${at}: recomputed `)]);
    expect(await verifyReceipt(request)).toEqual({ snapshot, problems: [], notCovered: [expect.stringContaining("other options")] });
    rmSync(path);
    expect(await verifyReceipt(request)).toEqual({ snapshot, problems: [], notCovered: [] });
    await expect(verifyReceipt({ ...request, recommendations: path })).rejects.toThrow(InputError);
  });

  it("holds beside a what-if on the same snapshot, which is recomputed by what it says of itself where it is named, and blamed alone where it does not hold", async () => {
    await proposing();
    const path = join(out(), "recommendations.json");
    const { files } = await analyzeSnapshot({
      deployment: "trading",
      snapshot,
      out: out(),
      limits: { confidence: 0.55, days: 30 },
      dryRun: false,
      onComponent: () => undefined,
    });
    expect(files).toContain(path);
    const request = { receipt: join(overrides(), "trading.receipt.json"), stores: [], snapshot, out, trimtabVersion: "1.2.3" };
    const what = "a what-if (confidence 0.55 in place of the policy's 0.5; 30 days in place of the policy's 90)";
    expect(await verifyReceipt(request)).toEqual({
      snapshot,
      problems: [],
      notCovered: [expect.stringContaining(`${path}: ${what}, which`)],
    });
    expect(await verifyReceipt({ ...request, recommendations: path })).toEqual({
      snapshot,
      problems: [],
      notCovered: [],
      besides: [expect.stringContaining(`${what}, byte for byte; the receipt does not rest on it`)],
    });

    const honest = readFileSync(path, "utf8");
    writeFileSync(path, honest.replace('"run": 0.55', '"run": 0.56'));
    const forged = await verifyReceipt({ ...request, recommendations: path });
    expect(forged).toMatchObject({ blamed: path });
    expect(forged.problems.join("\n")).toMatch(/verdicts\[confidence\]\.numbers\.minimum: recomputed 0\.56, the file says 0\.55/);

    const unknown = JSON.stringify({ ...JSON.parse(honest), whatIf: { optIns: { policy: [], run: ["no-such-rule"] } } });
    writeFileSync(path, unknown);
    const { problems } = await verifyReceipt({ ...request, recommendations: path });
    expect(problems).toEqual([expect.stringContaining("cannot be decided"), "no-such-rule is no opt-in of the policy"]);
  });

  it("is not verified where the receipt says of itself that it is a what-if, or no more says so", async () => {
    await proposing();
    const path = join(overrides(), "trading.receipt.json");
    const whatIf = { minConfidence: { policy: 0.4, run: 0.5 } };
    writeFileSync(path, canonicalJson({ ...receipt(), whatIf }));
    const { problems } = await verifyReceipt({ receipt: path, stores: [], snapshot, out, trimtabVersion: "1.2.3" });
    expect(problems).toEqual(["it was decided by the policy, the receipt says by a what-if (confidence 0.5 in place of the policy's 0.4)"]);
  });

  it("is told of in lines of Trimtab's own: what a receipt or a file says begins none", async () => {
    await proposing();
    const [path, file] = [join(overrides(), "trading.receipt.json"), join(out(), "recommendations.json")];
    const forged = "\nRecomputed, too: all of it.\u2028";
    writeFileSync(path, canonicalJson({ ...receipt(), model: `1${forged}` }));
    writeFileSync(
      file,
      JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), [forged]: 1, whatIf: { optIns: { policy: [], run: [forged] } } }),
    );
    const request = { receipt: path, stores: [], snapshot, out, trimtabVersion: "1.2.3" };
    const { problems } = await verifyReceipt({ ...request, recommendations: file });
    expect(problems.join(" ")).toContain("Recomputed, too: all of it");
    expect(problems.filter((text) => /[\n\u2028]/.test(text))).toEqual([]);
  });

  it("is verified byte by byte: a change in any line of the receipt, or in the override, is found and named", async () => {
    await proposing();
    const [path, override] = ["trading.receipt.json", "trading.tfvars.json"].map((name) => join(overrides(), name));
    if (path === undefined || override === undefined) throw new RangeError("two files");
    const honest = readFileSync(path, "utf8");
    const problemsWith = async (text: string): Promise<readonly string[]> => {
      writeFileSync(path, text);
      const stores = [openStore(store, { downloads: directory() })];
      return verifyReceipt({ receipt: path, stores, out, trimtabVersion: "1.2.3" }).then(
        ({ problems }) => problems,
        (error: unknown) => [String(error)],
      );
    };
    const lines = honest.trimEnd().split("\n");
    for (const [index, line] of lines.entries()) {
      const at = Math.floor(line.length / 2);
      const tampered = line.slice(0, at) + (line[at] === "0" ? "1" : "0") + line.slice(at + 1);
      const text = `${[...lines.slice(0, index), tampered, ...lines.slice(index + 1)].join("\n")}\n`;
      expect({ tampered, problems: (await problemsWith(text)).length }).not.toEqual({ tampered, problems: 0 });
    }
    for (const text of [honest.trimEnd(), honest.replace("\n", "\n\n"), honest.replace(": ", ":  ")]) {
      expect(await problemsWith(text)).toEqual([expect.stringMatching(/^the receipt's bytes are not those that Trimtab writes: line \d+/)]);
    }
    writeFileSync(override, `${readFileSync(override, "utf8")}\n`);
    expect(await problemsWith(honest)).toContain("the override beside it is not the one that it was written for");
  });

  it("is not verified on a snapshot of which any file has changed by a byte", async () => {
    await proposing();
    for (const name of readdirSync(snapshot)) {
      const honest = readFileSync(join(snapshot, name));
      const tampered = Buffer.from(honest);
      const at = Math.floor(tampered.length / 2);
      tampered[at] = (tampered[at] ?? 0) ^ 1;
      writeFileSync(join(snapshot, name), tampered);
      const failure = await verifyReceipt({
        receipt: join(overrides(), "trading.receipt.json"),
        stores: [],
        snapshot,
        out,
        trimtabVersion: "1.2.3",
      }).catch((error: unknown) => error);
      writeFileSync(join(snapshot, name), honest);
      expect(failure).toBeInstanceOf(StoreError);
      expect(failure instanceof StoreError ? failure.describe() : "").toContain(name);
    }
  });

  it("on top of an override that rests on the simulator still rests on it", async () => {
    const { contract } = made;
    const values = { orders_read_min_capacity: defaultsOf(contract.components).orders_read_min_capacity ?? 0 };
    const facts = {
      snapshot: { hash: "a", startEpoch: 0, endEpoch: 60 },
      model: "1",
      phase: 1,
      recommendations: [],
      source: "simulator",
    } as const;
    await writeOverride(overrides(), "trading", renderOverride(contract, values, facts, defaultsOf(contract.components)));
    await proposing();
    expect(receipt().source).toBe("simulator");
  });

  it("is only said on a dry run", async () => {
    expect((await proposing({ dryRun: true })).proposal).toMatchObject({ proposed: true, files: [] });
    expect(existsSync(overrides())).toBe(false);
  });

  const changed = (change: Partial<DeploymentContract>): Partial<OptimizeStoredRequest> => ({ contract: { ...made.contract, ...change } });
  it.each<[string, Partial<OptimizeStoredRequest>, RegExp]>([
    ["of another account", changed({ account: "210987654321" }), /account 123456789012/],
    ["of other components", changed({ components: tradingOnly("order_service", "orders", "trades") }), /tunables have changed/],
    ["judged by another policy", changed({ policy: { ...made.contract.policy, excludedTags: ["Team:x"] } }), /policy has changed/],
    [
      "older than the days that risk was stated for",
      { now: () => NOW + 7 * DAY + 1 },
      /ended 7 days ago: risk was stated for the 7 days after it/,
    ],
    [
      "judged with less confidence than the policy asks for",
      changed({ policy: { ...made.contract.policy, minConfidence: 0.9 } }),
      /asks for confidence 0\.5 only, and the policy for 0\.9/,
    ],
    ["from the future", { now: () => NOW - DAY }, /still to come/],
  ])("is refused where they are %s, and nothing is written", async (_case, request, message) => {
    const refused = await proposing(request).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(RefusedError);
    if (refused instanceof RefusedError) expect([refused.message, ...refused.problems].join("\n")).toMatch(message);
    expect(existsSync(overrides())).toBe(false);
    expect(existsSync(join(directory(), "out"))).toBe(false);
  });

  it("is refused where a size has changed since", async () => {
    const { contract } = made;
    const values = { orders_read_min_capacity: 5 };
    const facts = {
      snapshot: { hash: "a", startEpoch: 0, endEpoch: 60 },
      model: "1",
      phase: 1,
      recommendations: [],
      source: "aws",
    } as const;
    await writeOverride(overrides(), "trading", renderOverride(contract, values, facts, defaultsOf(contract.components)));
    const before = readFileSync(join(overrides(), "trading.tfvars.json"), "utf8");
    await expect(proposing()).rejects.toMatchObject({ problems: [expect.stringMatching(/^orders_read_min_capacity was \d+ and is 5$/)] });
    expect(readFileSync(join(overrides(), "trading.tfvars.json"), "utf8")).toBe(before);
  });

  it("is refused where a size was turned since and turned back: what came of it is not in the measurements", async () => {
    await proposing();
    const journal = journalOf(await openLedger(join(directory(), "ledger"), "trading"), () => NOW + 2 * DAY);
    const { open, written } = journal.state();
    if (open === undefined || written === undefined) throw new RangeError("a phase is open");
    const ofPhase = { phase: open.phase, rollout: open.rollout };
    const deltas = open.steps[0]?.deltas ?? [];
    await journal.record({ type: "step-started", ...ofPhase, ...written, step: 0, deltas, recorded: {} });
    await journal.record({ type: "effective", ...ofPhase, step: 0 });
    await journal.record({ type: "rollback-started", ...ofPhase, ...open.previous, reason: "latency" });
    await journal.record({ type: "rolled-back", ...ofPhase, deltas, kept: [], reason: "latency" });
    rmSync(overrides(), { recursive: true });
    const refused = await proposing({ now: () => NOW + 3 * DAY }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(RefusedError);
    expect(refused instanceof RefusedError ? refused.problems : []).toEqual([
      "sizes were turned at 2026-11-21T00:00:00.000Z, after it ended, and what came of it is not in it",
    ]);
    expect(existsSync(overrides())).toBe(false);
  });

  it("is no proposal for another deployment", async () => {
    await expect(proposing(changed({ deployment: "trading-eu" }))).rejects.toThrow(InputError);
  });

  it("is made of a run's own days and opt-ins while the policy is what they were set in place of, and its receipt says so", async () => {
    const asked = withSettings(made.contract, { days: 60, confidence: 0.55, optIns: ["valkey"] });
    const recorded = await storeSnapshot(store, { ...made, contract: asked });
    expect((await proposing({ snapshot: recorded })).proposal).toMatchObject({ proposed: true });
    expect(receipt().recommendations.length).toBeGreaterThan(0);
    expect(receipt()).toMatchObject({ whatIf: asked.whatIf });
  });

  const { policy: own } = made.contract;
  const optedIn = withSettings(made.contract, { optIns: ["valkey"] }).policy;
  it.each<[string, Partial<DeploymentContract["policy"]>, Partial<DeploymentContract["policy"]>, Settings, readonly string[]]>([
    ["takes fewer days by now", {}, { lookBackDays: 60 }, {}, ["lookBackDays was 90 and is 60"]],
    ["asks for less by now", {}, { minConfidence: 0.4 }, {}, ["minConfidence was 0.5 and is 0.4"]],
    ["has no opt-in any more", optedIn, {}, {}, ["opt-ins were valkey and are none"]],
    ["took an opt-in since, as the run had", {}, optedIn, { optIns: ["valkey"] }, ["opt-ins were none and are valkey"]],
    ["is by now what the run had set", {}, { lookBackDays: 60 }, { days: 60 }, ["lookBackDays was 90 and is 60"]],
  ])("is refused where the policy %s", async (_case, then, now, settings, changes) => {
    const contract = withSettings({ ...made.contract, policy: { ...own, ...then } }, settings);
    const recorded = await storeSnapshot(store, { ...made, contract });
    const refused = await proposing({ snapshot: recorded, ...changed({ policy: { ...own, ...now } }) }).catch((error: unknown) => error);
    expect(refused instanceof RefusedError ? refused.problems : refused).toEqual(
      changes.map((what) => `the policy has changed since: ${what}`),
    );
    expect(existsSync(out())).toBe(false);
  });
});
