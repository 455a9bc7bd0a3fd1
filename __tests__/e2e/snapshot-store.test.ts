import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { defaultsOf } from "../../contract";
import {
  folderOf,
  NOTHING_DROPPED,
  openSnapshot,
  openStore,
  plannedSeries,
  SnapshotDraft,
  type SnapshotStore,
  type StoredSnapshot,
  tierGrid,
} from "../../optimizer/telemetry";
import { smallContract } from "../optimizer/telemetry/support/contract";
import { Emulator } from "../support/emulator";
import { pythonAvailable } from "../support/python-environment";
import { describeWith } from "../support/requirement";

const END = 1_790_000_100;
const BUCKET = "trimtab-snapshots";
const SERIES = plannedSeries(smallContract)[0]?.id ?? "";

describeWith([pythonAvailable()], "snapshots are kept", () => {
  let root = "";
  let emulator: Emulator;
  let client: S3Client;
  const before = { ...process.env };

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "trimtab-store-"));
    emulator = await Emulator.start();
    Object.assign(process.env, {
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_ENDPOINT_URL_S3: emulator.url,
      AWS_EC2_METADATA_DISABLED: "true",
    });
    client = new S3Client({ region: "us-east-1", forcePathStyle: true });
    await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
  });

  afterAll(async () => {
    process.env = before;
    await emulator.stop();
    rmSync(root, { recursive: true, force: true });
  });

  /** A small snapshot in a folder of its own, as `collect` leaves it. */
  async function collected(endEpoch: number, value: number): Promise<StoredSnapshot> {
    const draft = await SnapshotDraft.begin(mkdtempSync(join(root, "local-")), "trading", [SERIES]);
    const points = { times: Float64Array.of(END - 120), values: Float64Array.of(value) };
    draft.add(SERIES, [{ periodSeconds: 60, points }], NOTHING_DROPPED);
    return draft.commit({
      contract: smallContract,
      source: "simulator",
      startEpoch: END - 3600,
      endEpoch,
      tiers: [tierGrid(60, END - 3600, END)],
      current: defaultsOf(smallContract.components),
      capacity: [],
      prices: { prices: [], unpriced: [] },
      tags: {},
      pins: {},
    });
  }

  describe.each([
    ["in a folder", (name: string) => join(root, name), false],
    ["in a bucket", (name: string) => `s3://${BUCKET}/team/${name}`, true],
    ["at the root of a bucket", () => `s3://${BUCKET}`, true],
  ] as const)("%s", (where, locate, remote) => {
    const options = () => ({ downloads: join(root, "downloads") });
    const open = (name: string): SnapshotStore => openStore(locate(`${where.replaceAll(" ", "-")}-${name}`), options());

    test("whole and bit for bit, and found by their end", async () => {
      const store = open("exact");
      const later = await collected(END + 3600, 0.1 + 0.2);
      const earlier = await collected(END, 1);
      const location = await store.keep(later.directory, later.manifest);
      await store.keep(earlier.directory, earlier.manifest);
      expect(await store.names("trading")).toEqual(["2026-09-21T14-15-00Z", "2026-09-21T15-15-00Z"]);
      expect(await store.manifest("trading", "2026-09-21T15-15-00Z")).toEqual(later.manifest);
      const folder = await store.fetch("trading", "2026-09-21T15-15-00Z");
      expect(readdirSync(folder).sort()).toEqual(readdirSync(later.directory).sort());
      expect(await openSnapshot(folder)).toEqual(await openSnapshot(later.directory));
      expect(await openSnapshot(await folderOf(location, options()))).toEqual(await openSnapshot(later.directory));
    });

    test("once: the same again changes nothing, and another of the same end never takes its place", async () => {
      const store = open("once");
      const first = await collected(END + 7200, 1);
      const location = await store.keep(first.directory, first.manifest);
      expect(await store.keep(first.directory, first.manifest)).toBe(location);
      const other = await collected(END + 7200, 2);
      // A bucket refuses it, a folder keeps both.
      const kept = await store.keep(other.directory, other.manifest).catch((error: Error) => error.message);
      expect(kept).toMatch(location.startsWith("s3://") ? /another snapshot of the same end/ : /Z-02$/);
      expect((await openSnapshot(await folderOf(location, options()))).manifest.hash).toBe(first.manifest.hash);
    });

    test("none where none was kept", async () => {
      const store = open("none");
      expect(await store.names("ml")).toEqual([]);
      await expect(store.manifest("ml", "2026-09-21T15-15-00Z")).rejects.toThrow(/no snapshot/);
    });

    if (!remote) return;

    test("not before its manifest, which comes last: a cut-off upload shows nobody half a snapshot, and is taken up again", async () => {
      const store = open("cut-off");
      const whole = await collected(END + 10_800, 3);
      const at = await store.keep(whole.directory, whole.manifest);
      const key = `${at.slice(`s3://${BUCKET}/`.length)}/manifest.json`;
      await client.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: key }));
      expect(await store.names("trading")).not.toContain("2026-09-21T17-15-00Z");
      expect(await store.keep(whole.directory, whole.manifest)).toBe(at);
      expect(await store.names("trading")).toContain("2026-09-21T17-15-00Z");
    });

    test("and refused when a file is not as it was written", async () => {
      const store = open("damaged");
      const whole = await collected(END + 14_400, 4);
      const at = await store.keep(whole.directory, whole.manifest);
      const key = `${at.slice(`s3://${BUCKET}/`.length)}/tags.json`;
      await client.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: "{}" }));
      await expect(folderOf(at, options()).then(openSnapshot)).rejects.toMatchObject({
        problems: [expect.stringContaining("tags.json: changed")],
      });
    });
  });

  test("what was fetched before is fetched again when it was touched here", async () => {
    const options = { downloads: join(root, "touched") };
    const store = openStore(`s3://${BUCKET}/touched`, options);
    const whole = await collected(END, 5);
    await store.keep(whole.directory, whole.manifest);
    const folder = await store.fetch("trading", "2026-09-21T14-15-00Z");
    cpSync(folder, `${folder}.untouched`, { recursive: true });
    writeFileSync(join(folder, "manifest.json"), "{}");
    expect(readFileSync(join(await store.fetch("trading", "2026-09-21T14-15-00Z"), "manifest.json"), "utf8")).toBe(
      readFileSync(join(`${folder}.untouched`, "manifest.json"), "utf8"),
    );
  });

  test.each([
    ["a bucket that is not there", "s3://trimtab-nobody/x", /NoSuchBucket/],
    ["a name that no bucket can have", "s3://Not_A_Bucket/x", /no place for snapshots/],
  ])("a clear error for %s", async (_case, location, message) => {
    const failure = Promise.resolve().then(async () => openStore(location, { downloads: root }).names("trading"));
    await expect(failure).rejects.toThrow(message);
  });

  test("by calls that the emulator knows", () => expect(emulator.problems).toEqual([]));
});
