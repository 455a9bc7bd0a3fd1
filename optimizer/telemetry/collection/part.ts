import { createHash } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { z } from "zod";
import type { FetchedSeries } from "../cloudwatch";
import type { Dropped, Points } from "../snapshot";

/** What one call brought, for one of its series. */
export interface PartSeries {
  readonly points: Points;
  readonly dropped: Dropped;
}

const count = z.int().nonnegative();
const headerSchema = z.strictObject({
  /** Which request it answers. */
  request: z.string(),
  /** Of the points' bytes: a machine that lost power may leave a file of the right length and other content. */
  sha256: z.string(),
  series: z.array(
    z.strictObject({
      points: count,
      dropped: z.strictObject({
        duplicate: count,
        outOfOrder: count,
        notFinite: count,
        negative: count.exactOptional(),
        outside: count.exactOptional(),
      }),
    }),
  ),
});

/** Epoch seconds fit until 2106. */
const BYTES_PER_TIME = Uint32Array.BYTES_PER_ELEMENT;
const BYTES_PER_VALUE = Float64Array.BYTES_PER_ELEMENT;
const LINE_END = 10;

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Writes what one request brought; a file of that name is always whole. */
export async function writePart(file: string, request: string, fetched: readonly FetchedSeries[]): Promise<void> {
  const payload = Buffer.concat(fetched.flatMap(({ points: { times, values } }) => [bytesOf(values), bytesOf(Uint32Array.from(times))]));
  const series = fetched.map(({ points, dropped }) => ({ points: points.times.length, dropped }));
  const header = JSON.stringify({ request, sha256: sha256(payload), series });
  const temporary = `${file}.tmp`;
  await writeFile(temporary, [Buffer.from(`${header}\n`), payload]);
  await rename(temporary, file);
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float64Array | Uint32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** Reads a part. @returns undefined where it is not what was written for that request; it is removed then */
export async function readPart(file: string, request: string): Promise<readonly PartSeries[] | undefined> {
  const bytes = await readFile(file);
  const series = decoded(bytes, request);
  if (series === undefined) await rm(file, { force: true });
  return series;
}

function decoded(bytes: Buffer, request: string): readonly PartSeries[] | undefined {
  const end = bytes.indexOf(LINE_END);
  const header = headerSchema.safeParse(parsed(bytes.toString("utf8", 0, Math.max(0, end))));
  if (!header.success || header.data.request !== request) return undefined;
  const payload = bytes.subarray(end + 1);
  if (sha256(payload) !== header.data.sha256) return undefined;
  let at = 0;
  const take = (length: number): ArrayBuffer => {
    const part = Uint8Array.from(payload.subarray(at, at + length));
    at += length;
    return part.buffer;
  };
  return header.data.series.map(({ points, dropped }) => {
    const values = new Float64Array(take(points * BYTES_PER_VALUE));
    const times = Float64Array.from(new Uint32Array(take(points * BYTES_PER_TIME)));
    return { points: { times, values }, dropped };
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
