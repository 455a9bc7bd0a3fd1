import { LONGEST_NUMBER, writeNumbers } from "./numbers";

/** One scratch buffer for the whole process: pages are written one after the other, and fresh memory costs more than the writing. */
let scratch = Buffer.allocUnsafe(1 << 20);

/** Puts a page of JSON together. Only one may be in use at a time. */
export class PageWriter {
  private at = 0;

  text(text: string): void {
    this.reserve(Buffer.byteLength(text));
    this.at += scratch.write(text, this.at);
  }

  bytes(bytes: Buffer): void {
    this.reserve(bytes.length);
    this.at += bytes.copy(scratch, this.at);
  }

  /** Writes the numbers that are not NaN, between commas. @returns what it wrote, valid until the next page */
  numbers(values: Float64Array, descending: boolean): Buffer {
    this.reserve(values.length * LONGEST_NUMBER);
    const from = this.at;
    this.at = writeNumbers(scratch, from, values, descending);
    return scratch.subarray(from, this.at);
  }

  /** The page as it stands, in memory of its own. */
  copy(): Buffer {
    return Buffer.from(scratch.subarray(0, this.at));
  }

  private reserve(bytes: number): void {
    if (this.at + bytes <= scratch.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.at + bytes, scratch.length * 2));
    scratch.copy(larger, 0, 0, this.at);
    scratch = larger;
  }
}
