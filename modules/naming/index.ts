import { createHash } from "node:crypto";

const HASH_CHARACTERS = 6;

/**
 * A name of at most `limit` characters: the name itself where it fits, else its beginning and a hash of the whole, so that two long
 * names stay two.
 */
export function fitted(name: string, limit: number): string {
  if (name.length <= limit) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, HASH_CHARACTERS);
  return `${name.slice(0, limit - HASH_CHARACTERS - 1).replace(/-+$/, "")}-${hash}`;
}
