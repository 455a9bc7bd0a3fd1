import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { RefusedError, SECONDS_PER_DAY } from "../../../contract";
import {
  type CollectionStart,
  type CollectOptions,
  collect,
  estimateCollection,
  listSnapshots,
  openSnapshot,
} from "../../../optimizer/telemetry";
import { systemTimer } from "../../../optimizer/telemetry/aws/timer";
import { temporaryDirectory } from "../../support/temporary-directory";
import { useEndpoint } from "./support/aws-server";
import { NOW, rowsOf, scatteredContract, scatteredOptions, startScattered } from "./support/fault-run";

const directory = temporaryDirectory();
const sendTo = useEndpoint();
let running: Awaited<ReturnType<typeof startScattered>>;
beforeEach(async () => {
  running = await startScattered();
  sendTo(running.url);
});
afterEach(() => running.close());

const store = (name: string): string => join(directory(), name);

async function collectAt(nowEpoch: number, storeRoot: string, more: Partial<CollectOptions> = {}) {
  await running.client.setClock(nowEpoch);
  let start: CollectionStart | undefined;
  const onStart = (told: CollectionStart): void => {
    start = told;
  };
  const options = { nowEpoch, onStart, ...more };
  const collected = await collect(scatteredOptions(storeRoot, options));
  return { ...collected, start };
}

describe("a later collection", () => {
  it.each([
    ["minutes later", 420, {}],
    ["hours later, so that the middle of the window is taken over", 5 * 3600 + 40, {}],
    ["a day later", SECONDS_PER_DAY, {}],
    ["a day later with tiers whose borders have moved", SECONDS_PER_DAY + 7260, { days: 17 }],
    ["days later, when nothing of the finest tier is left to take over", 3 * SECONDS_PER_DAY, {}],
  ])("%s holds the very rows of a full one", async (_case, seconds, more) => {
    await collectAt(NOW, store("a"), more);
    const continued = await collectAt(NOW + seconds, store("a"), more);
    const full = await collectAt(NOW + seconds, store("b"), more);
    expect(rowsOf(continued.manifest)).toBe(rowsOf(full.manifest));
    expect(continued.estimate.points).toBeLessThanOrEqual(full.estimate.points);
    expect(full.start?.continuesFrom).toBeUndefined();
  });

  it("reads what is new, and half an hour again for points that came late", async () => {
    await collectAt(NOW, store("a"));
    const later = NOW + 6 * 3600;
    const { estimate, start } = await collectAt(later, store("a"));
    const series = rowsOf((await collectAt(later, store("b"))).manifest);
    expect(start?.continuesFrom).toBe(NOW);
    const perSeries = (6 * 60 + 30) * JSON.parse(series).length;
    expect(estimate.points).toBeGreaterThanOrEqual(perSeries);
    expect(estimate.points).toBeLessThan(perSeries * 1.05);
  });

  describe("of points that came late", () => {
    const late = async (from: number, to: number, name = "a"): Promise<void> => {
      await running.client.addFaults({ kind: "gap", series: "accelerator_1", from, to });
      await collectAt(NOW, store(name));
      await running.client.clearFaults();
    };
    const full = async (): Promise<string> => rowsOf((await collectAt(NOW + 3600, store("b"))).manifest);

    it("has those of the last half hour, and tells how many and how far back", async () => {
      await late(NOW - 1200, NOW - 600);
      const { manifest } = await collectAt(NOW + 3600, store("a"));
      expect(rowsOf(manifest)).toBe(await full());
      expect(manifest.reread).toMatchObject({ seconds: 1800, changed: 0, oldestSeconds: 1200 });
      expect(manifest.reread?.added).toBeGreaterThan(0);
    });

    it("has older ones where it reads further back", async () => {
      await late(NOW - 7200, NOW - 3600);
      const { manifest } = await collectAt(NOW + 3600, store("a"));
      expect(manifest.reread).toBeUndefined();
      expect(rowsOf(manifest)).not.toBe(await full());
      await late(NOW - 7200, NOW - 3600, "c");
      const { manifest: further } = await collectAt(NOW + 3600, store("c"), { rereadSeconds: 3 * 3600 });
      expect(rowsOf(further)).toBe(await full());
      expect(further.reread).toMatchObject({ seconds: 3 * 3600, oldestSeconds: 7200 });
    });

    it("says nothing where there are none: the same points are the same snapshot", async () => {
      const first = await collectAt(NOW, store("a"));
      const { manifest, start } = await collectAt(NOW, store("a"));
      expect(start?.continuesFrom).toBe(NOW);
      expect(manifest).toEqual(first.manifest);
    });
  });

  it("reads all of it with --full, and where it looks further back all that lies before", async () => {
    await collectAt(NOW, store("a"));
    const { start } = await collectAt(NOW + 3600, store("a"), { full: true });
    expect(start?.continuesFrom).toBeUndefined();
    const longer = await collectAt(NOW + 7200, store("a"), { days: 2 });
    const full = await collectAt(NOW + 7200, store("b"), { days: 2 });
    expect(longer.start?.continuesFrom).toBe(NOW + 3600);
    expect(rowsOf(longer.manifest)).toBe(rowsOf(full.manifest));
  });

  it("reads a series anew whose resource is another by now", async () => {
    await collectAt(NOW, store("a"));
    const [name = ""] = Object.keys(scatteredContract.components);
    const renamed = { scope: "node", name: "a", dimensions: { ClusterId: "replaced", NodeId: "replaced-a" } };
    const contract = {
      ...scatteredContract,
      inventory: { ...scatteredContract.inventory, [name]: { region: "us-east-1", resources: [renamed] } },
    };
    const { directory: stored } = await collectAt(NOW + 3600, store("a"), { contract });
    const { series } = await openSnapshot(stored);
    expect(series.get(`${name}/a/cpu/Average`)?.coverage[60]).toBe(0);
    expect(series.get("accelerator_1/a/cpu/Average")?.coverage[60]).toBe(1);
  });

  it.each([
    ["rows", "metrics.parquet", (bytes: Buffer) => Buffer.concat([bytes, Buffer.from("x")])],
    // Where rows lie is counted from these numbers: a row would go to its neighbour.
    [
      "manifest",
      "manifest.json",
      (bytes: Buffer) => Buffer.from(bytes.toString().replace(/"60": (\d+)/, (_all, rows) => `"60": ${rows - 1}`)),
    ],
    ["contract", "contract.json", (bytes: Buffer) => Buffer.from(bytes.toString().replace('"environment"', ' "environment"'))],
  ])("leaves a snapshot alone whose %s was damaged", async (_what, name, damaged) => {
    const { directory: stored } = await collectAt(NOW, store("a"));
    const file = join(stored, name);
    const bytes = readFileSync(file);
    expect(damaged(bytes).equals(bytes)).toBe(false);
    writeFileSync(file, damaged(bytes));
    expect((await collectAt(NOW + 3600, store("a"))).start?.continuesFrom).toBeUndefined();
  });

  it("is refused where what is read again differs from what is stored: it was another world", async () => {
    await collectAt(NOW, store("a"));
    await running.close();
    running = await startScattered({ seed: 99 });
    sendTo(running.url);
    await expect(collectAt(NOW + 600, store("a"))).rejects.toMatchObject({ hint: expect.stringContaining("--full") });
    await expect(collectAt(NOW + 600, store("a"), { full: true })).resolves.toBeDefined();
  });

  it.each([
    ["all components: an account of other resources has none of them", 4, false],
    ["one component, which may be another by now", 1, true],
  ])("that no longer finds the stored points of %s", async (_case, count, goesOn) => {
    await collectAt(NOW, store("a"));
    const silent = Object.keys(scatteredContract.components).slice(0, count);
    await running.client.addFaults(...silent.map((series) => ({ kind: "gap", series, from: NOW - 7200 }) as const));
    const later = collectAt(NOW + 300, store("a"));
    if (goesOn) await expect(later).resolves.toBeDefined();
    else await expect(later).rejects.toThrow(/differ from what is read again/);
  });

  it("never puts an account's points beside a simulator's", async () => {
    await collectAt(NOW, store("a"));
    const environment = { AWS_ENDPOINT_URL: "https://monitoring.example.com" };
    expect((await collectAt(NOW + 3600, store("a"), { environment })).start?.continuesFrom).toBeUndefined();
  });

  it("costs what the estimate says, which asks nobody", async () => {
    await collectAt(NOW, store("a"));
    const options = scatteredOptions(store("a"), { nowEpoch: NOW + 3600 });
    const estimate = await estimateCollection(options);
    expect((await collectAt(NOW + 3600, store("a"))).estimate).toEqual(estimate);
    expect(estimate.points).toBeLessThan((await estimateCollection({ ...options, full: true })).points / 5);
  });
});

describe("a collection that costs more than is allowed", () => {
  it.each([
    ["is refused where nobody is asked", undefined, false],
    ["is refused where somebody says no", async () => false, false],
    ["is made where somebody says yes", async () => true, true],
  ])("%s", async (_case, confirmCost, made) => {
    const collecting = collectAt(NOW, store("a"), { maxApiCostUsd: 0.0001, ...(confirmCost && { confirmCost }) });
    if (made) await expect(collecting).resolves.toBeDefined();
    else await expect(collecting).rejects.toThrow(RefusedError);
  });

  it("asks for no more than what an interrupted run has left", async () => {
    await running.client.addFaults({ kind: "api", error: "access-denied", operation: "GetMetricData", after: 3 });
    await expect(collectAt(NOW, store("a"))).rejects.toThrow();
    await running.client.clearFaults();
    const whole = await estimateCollection(scatteredOptions(store("b")));
    const { start } = await collectAt(NOW, store("a"), { maxApiCostUsd: whole.usd * 0.8 });
    expect(start?.cost.usd).toBeLessThan(whole.usd * 0.8);
  });
});

describe("an interrupted collection", () => {
  const fail = (after: number) => ({ kind: "api", error: "access-denied", operation: "GetMetricData", after }) as const;

  it("is gone on with for an hour: its window, and none of its calls again", async () => {
    await running.client.addFaults(fail(3));
    await expect(collectAt(NOW, store("a"))).rejects.toMatchObject({
      problems: expect.arrayContaining([expect.stringMatching(/calls are stored/)]),
    });
    await running.client.clearFaults();
    const { start, manifest, estimate } = await collectAt(NOW + 3000, store("a"));
    expect(start?.callsDone).toBe(3);
    expect(start?.cost.calls).toBe(estimate.calls - 3);
    expect(manifest.endEpoch).toBe(NOW);
    expect(rowsOf(manifest)).toBe(rowsOf((await collectAt(NOW, store("b"))).manifest));
    expect(readdirSync(store("a/trading")).filter((name) => name.startsWith("."))).toEqual([]);
  });

  it("is gone on with where its process was killed", async () => {
    await running.client.addFaults({ kind: "api", error: "hang", operation: "GetMetricData", after: 3, calls: 1 });
    const child = spawn(process.execPath, ["--import", "tsx", join(__dirname, "support/collect-once.ts"), store("a")], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env },
    });
    // The fourth call never ends: the others are stored, and then the process dies.
    let calls = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      if (calls === 0) calls = Number(line);
      else if (Number(line) === calls - 1) break;
    }
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(existsSync(join(store("a"), "trading", ".collecting.lock"))).toBe(true);
    const { start, manifest } = await collectAt(NOW, store("a"));
    expect(start?.callsDone).toBe(calls - 1);
    expect(rowsOf(manifest)).toBe(rowsOf((await collectAt(NOW, store("b"))).manifest));
  });

  it.each([
    ["is older than an hour", NOW + 3700, {}],
    ["had other days", NOW + 60, { days: 2 }],
    ["is to be read in full", NOW, { full: true }],
  ])("is begun anew where it %s", async (_case, nowEpoch, more) => {
    await running.client.addFaults(fail(3));
    await expect(collectAt(NOW, store("a"))).rejects.toThrow();
    await running.client.clearFaults();
    const { start, manifest } = await collectAt(nowEpoch, store("a"), more);
    expect(start?.callsDone).toBe(0);
    expect(manifest.endEpoch).toBe(Math.floor(nowEpoch / 300) * 300);
  });

  it.each([
    ["is told of", {}, /^\d+ of \d+ calls are stored: a run that begins within 60 minutes/],
    ["is told of, and that --full would not take it up,", { full: true }, /a run without --full that begins within 60 minutes/],
  ])("%s where it fails", async (_case, more, note) => {
    await running.client.addFaults(fail(3));
    await expect(collectAt(NOW, store("a"), more)).rejects.toMatchObject({
      problems: expect.arrayContaining([expect.stringMatching(note)]),
    });
  });

  it("reads a part again that was damaged on disk", async () => {
    await running.client.addFaults(fail(3));
    await expect(collectAt(NOW, store("a"))).rejects.toThrow();
    await running.client.clearFaults();
    const parts = join(store("a"), "trading", ".collecting");
    const [part = ""] = readdirSync(parts).filter((name) => name.endsWith(".part"));
    appendFileSync(join(parts, part), "x");
    const { start, manifest } = await collectAt(NOW, store("a"));
    expect(start?.callsDone).toBe(2);
    expect(rowsOf(manifest)).toBe(rowsOf((await collectAt(NOW, store("b"))).manifest));
  });

  it("leaves nothing where nothing was read", async () => {
    await running.client.addFaults(fail(0));
    await expect(collectAt(NOW, store("a"))).rejects.toThrow();
    expect(readdirSync(store("a/trading"))).toEqual([]);
  });
});

describe("two collections at a time", () => {
  const lock = (): string => join(store("a"), "trading", ".collecting.lock");

  it("are refused: the second says who runs", async () => {
    const first = collectAt(NOW, store("a"));
    while (!existsSync(lock())) await new Promise((resolve) => setImmediate(resolve));
    await expect(collectAt(NOW, store("a"))).rejects.toThrow(RefusedError);
    await first;
    expect(existsSync(lock())).toBe(false);
  });

  it.each([
    ["a process that has died", async () => ({ pid: await deadPid(), host: hostname(), token: "x" })],
    ["this very process number in an earlier life", async () => ({ pid: process.pid, host: hostname(), token: "x" })],
    ["nobody: the lock was cut short", async () => undefined],
  ])("are not what a lock of %s means", async (_case, holder) => {
    await collectAt(NOW, store("a"));
    writeFileSync(lock(), JSON.stringify(await holder()) ?? '{"pid":');
    await expect(collectAt(NOW + 600, store("a"))).resolves.toBeDefined();
  });

  it("may be where another machine holds the lock", async () => {
    await collectAt(NOW, store("a"));
    writeFileSync(lock(), JSON.stringify({ pid: 1, host: "elsewhere", token: "x" }));
    await expect(collectAt(NOW + 600, store("a"))).rejects.toThrow(/process 1 on elsewhere/);
  });
});

it("is no snapshot where reading took so long that CloudWatch has forgotten points by then", async () => {
  let asked = 0;
  const slow = { ...systemTimer, now: () => performance.now() + (asked++ === 0 ? 0 : 2 * 3600_000) };
  await expect(collectAt(NOW, store("a"), { days: 17, timer: slow })).rejects.toMatchObject({
    message: expect.stringMatching(/forget the oldest points of 60 s/),
    hint: expect.stringContaining("--full"),
  });
  expect(await listSnapshots(store("a"), "trading")).toEqual([]);
  await expect(collectAt(NOW, store("a"), { days: 17, full: true })).resolves.toBeDefined();
});

it("takes what answered for what it is, whatever the environment says", async () => {
  await running.client.addFaults({ kind: "api", error: "access-denied", operation: "GetMetricData", after: 3 });
  const environment = { AWS_ENDPOINT_URL: "" };
  await expect(collectAt(NOW, store("a"), { environment })).rejects.toThrow();
  await running.client.clearFaults();
  // What was read is a simulator's, whatever the environment said: no later run takes it for an account's.
  expect((await collectAt(NOW, store("a"), { environment })).start?.callsDone).toBe(0);
});

async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ["-e", ""]);
  await once(child, "exit");
  return child.pid ?? 0;
}
