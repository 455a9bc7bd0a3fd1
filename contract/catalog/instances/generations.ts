/**
 * Families of which each has at least the cores, memory, network and EBS baseline of the one before it, size for size, and no slower
 * cores. What AWS says of by how much they are faster is an upper bound, and counts for nothing here.
 * https://aws.amazon.com/ec2/graviton/
 */
const LINES: readonly (readonly string[])[] = [["r6g", "r7g", "r8g"]];

const TYPE = /^((?:db|cache)\.)?([a-z]+\d+[a-z]*)\.([a-z0-9]+)$/;

interface Parts {
  /** `db.`, `cache.` or nothing. */
  readonly prefix: string;
  readonly family: string;
  readonly size: string;
}

function partsOf(type: string): Parts | undefined {
  const [, prefix = "", family, size] = TYPE.exec(type) ?? [];
  return family === undefined || size === undefined ? undefined : { prefix, family, size };
}

const lineOf = (family: string): readonly string[] => LINES.find((line) => line.includes(family)) ?? [];

/** Families after a type's own in its line, the newest first; none where nobody has compared them. `db.r6g.large` → `r8g`, `r7g` */
export function familiesAfter(type: string): readonly string[] {
  const family = partsOf(type)?.family ?? "";
  const line = lineOf(family);
  return line.slice(line.indexOf(family) + 1).reverse();
}

/** The same size in a family of the same line: `db.r6g.large` in `r7g` → `db.r7g.large`; undefined across lines. */
export function inFamily(type: string, family: string): string | undefined {
  const parts = partsOf(type);
  return parts !== undefined && lineOf(parts.family).includes(family) ? `${parts.prefix}${family}.${parts.size}` : undefined;
}
