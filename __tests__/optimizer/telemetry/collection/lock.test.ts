import { readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { RefusedError } from "../../../../contract";
import { CollectionLock } from "../../../../optimizer/telemetry/collection/lock";
import { temporaryDirectory } from "../../../support/temporary-directory";

const directory = temporaryDirectory();
const file = (): string => join(directory(), ".collecting.lock");
const stale = (): void => writeFileSync(file(), JSON.stringify({ pid: process.pid, host: hostname(), token: "earlier life" }));
const takers = async (count: number) => Promise.allSettled(Array.from({ length: count }, async () => CollectionLock.acquire(file())));
const holders = (outcomes: Awaited<ReturnType<typeof takers>>) => outcomes.filter(({ status }) => status === "fulfilled");

describe("a collection's lock", () => {
  it.each([
    ["is there", () => undefined],
    ["is a dead holder's", stale],
    ["was cut short", () => writeFileSync(file(), '{"pid":')],
  ])("has one holder, however many want it at a time where none %s", async (_what, prepare) => {
    for (let round = 0; round < 20; round++) {
      prepare();
      const outcomes = await takers(8);
      expect(holders(outcomes)).toHaveLength(1);
      for (const outcome of outcomes) if (outcome.status === "fulfilled") await outcome.value.release();
      expect(readdirSync(directory())).toEqual([]);
    }
  });

  it("is another's once that has taken over from a holder that slept: who wakes up stops, and leaves it alone", async () => {
    const slept = await CollectionLock.acquire(file());
    const other = JSON.stringify({ pid: 1, host: "elsewhere", token: "x" });
    writeFileSync(file(), other);
    await expect(slept.renew()).rejects.toThrow(RefusedError);
    await slept.release();
    expect(readFileSync(file(), "utf8")).toBe(other);
  });

  it("is alive while it is renewed, and given up after ten silent minutes", async () => {
    const elsewhere = (minutes: number): void => {
      writeFileSync(file(), JSON.stringify({ pid: 1, host: "elsewhere", token: "x" }));
      const then = new Date(Date.now() - minutes * 60_000);
      utimesSync(file(), then, then);
    };
    elsewhere(9);
    await expect(CollectionLock.acquire(file())).rejects.toThrow(/process 1 on elsewhere/);
    elsewhere(11);
    const lock = await CollectionLock.acquire(file());
    const long = new Date(Date.now() - 3_600_000);
    utimesSync(file(), long, long);
    await lock.renew();
    await expect(CollectionLock.acquire(file())).rejects.toThrow(RefusedError);
  });
});
