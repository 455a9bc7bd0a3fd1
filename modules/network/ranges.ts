const BITS = 32;

/** First address and number of addresses of an IPv4 range; undefined where the text is none. */
function rangeOf(cidr: string): { readonly first: number; readonly size: number } | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr)?.slice(1).map(Number);
  if (parts === undefined) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = parts;
  const size = 2 ** (BITS - prefix);
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  return { first: Math.floor(address / size) * size, size };
}

/** Whether two IPv4 ranges share an address: no route could then tell the two sides apart. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [rangeOf(one), rangeOf(other)];
  return a !== undefined && b !== undefined && a.first < b.first + b.size && b.first < a.first + a.size;
}

const dotted = (address: number): string => [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join(".");

/** Ranges that no route leads to on the Internet (RFC 1918). */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/** The range of the same size that comes `steps` after one; undefined where the two are not of one private range (RFC 1918). */
export function rangeAfter(cidr: string, steps: number): string | undefined {
  const range = rangeOf(cidr);
  if (range === undefined) return undefined;
  const after = `${dotted(range.first + steps * range.size)}/${cidr.split("/")[1]}`;
  return PRIVATE.some((block) => overlap(block, cidr) && overlap(block, after)) ? after : undefined;
}
