import { createHash, type Hash } from "node:crypto";
import type { Points } from "./grid";

/** SHA-256 over one series' logical rows in time order; whichever tool or version encoded the Parquet, the same rows give the same hash. */
export class RowsHash {
  private readonly hash: Hash;

  constructor(id: string) {
    this.hash = createHash("sha256").update(`${id}\n`);
  }

  update(periodSeconds: number, { times, values }: Points): void {
    this.hash.update(`${periodSeconds} ${times.length}\n`).update(bytesOf(times)).update(bytesOf(values));
  }

  digest(): string {
    return this.hash.digest("hex");
  }
}

const bytesOf = (numbers: Float64Array): Uint8Array => new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
