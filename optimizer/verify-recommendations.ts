import { canonicalJson, type Receipt } from "../contract";
import { sha256 } from "./overrides";
import type { Recommendations } from "./plan/recommendation";

/** `recommendations.json` as it lies on the disk. */
export interface WrittenRecommendations {
  readonly path: string;
  readonly text: string;
  /** Whether a person named it, rather than that it lay where runs leave it. */
  readonly isNamed: boolean;
}

/** What does not hold, and what nothing was held against. */
export interface Held {
  readonly problems: readonly string[];
  readonly notCovered: readonly string[];
}

/** Differences that are named; of more, how many. */
const SHOWN = 20;

/**
 * Holds all that was decided, dollars and reasons too, against the hash in the receipt and the file that people read.
 * @param recomputed what comes out of the receipt's snapshot
 */
export function heldRecommendations(
  { recommendationsSha256: said }: Pick<Receipt, "recommendationsSha256">,
  recomputed: Recommendations,
  written: WrittenRecommendations | undefined,
): Held {
  const bytes = canonicalJson(recomputed);
  const hash = sha256(bytes);
  const file = written === undefined ? NOTHING : heldFile(written, bytes);
  if (said === undefined)
    return {
      problems: file.problems,
      notCovered: [
        "dollars and reasons of its recommendations: it has no recommendationsSha256, as receipts of before that was kept; the next proposal has",
        ...file.notCovered,
      ],
    };
  const isSame = said === hash;
  const isOfFile = written !== undefined && said === sha256(written.text);
  const where = isOfFile ? `, which is that of ${written.path}` : "";
  return {
    problems: [
      ...(isSame
        ? []
        : [
            `recommendations.json comes out with SHA-256 ${hash}, the receipt says ${said}${where}: its dollars or reasons have changed, or Trimtab itself has since`,
          ]),
      ...file.problems,
    ],
    notCovered: file.notCovered,
  };
}

const NOTHING: Held = { problems: [], notCovered: [] };

function heldFile({ path, text, isNamed }: WrittenRecommendations, bytes: string): Held {
  if (text === bytes) return NOTHING;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problems: [`${path} is not JSON`], notCovered: [] };
  }
  const found = differencesIn(json, JSON.parse(bytes));
  const isOfAnother = found.some(({ at }) => at.startsWith("snapshot.") || at === "deployment");
  if (isOfAnother && !isNamed) {
    return {
      problems: [],
      notCovered: [`${path}: it is of another run, on another snapshot or other days; name the right one with --recommendations`],
    };
  }
  if (found.length === 0) return { problems: [`${path}: its bytes are not those that Trimtab writes`], notCovered: [] };
  return {
    problems: [
      ...found.slice(0, SHOWN).map(({ at, said, is }) => `${path}: ${at}: recomputed ${shown(is)}, the file says ${shown(said)}`),
      ...(found.length > SHOWN ? [`${path}: and ${found.length - SHOWN} more differences`] : []),
    ],
    notCovered: [],
  };
}

interface Difference {
  readonly at: string;
  readonly said: unknown;
  readonly is: unknown;
}

/** Where two JSON values differ, at the deepest; members of a list are told by their id or component where they have one. */
export function differencesIn(said: unknown, is: unknown, at = ""): readonly Difference[] {
  if (isObject(said) && isObject(is)) {
    const names = [...new Set([...Object.keys(is), ...Object.keys(said)])].sort();
    return names.flatMap((name) => differencesIn(said[name], is[name], at === "" ? name : `${at}.${name}`));
  }
  if (Array.isArray(said) && Array.isArray(is)) {
    const length = Math.max(said.length, is.length);
    return Array.from({ length }, (_, i) => i).flatMap((i) => differencesIn(said[i], is[i], `${at}[${labelOf(is[i] ?? said[i], i)}]`));
  }
  return JSON.stringify(said) === JSON.stringify(is) ? [] : [{ at, said, is }];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function labelOf(member: unknown, index: number): string {
  if (!isObject(member)) return String(index);
  const names = [member.id, member.component, member.guard].filter((name) => typeof name === "string");
  return names.length === 0 ? String(index) : names.join(" ");
}

const LONGEST = 160;
function shown(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
