import { z } from "zod";
import { canonicalJson, jsonProblem, type Receipt } from "../contract";
import { type Difference, differencesIn } from "./differences";
import { sha256 } from "./overrides";
import { dollarsOf } from "./plan/dollars";
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

type Claim = Pick<Receipt, "recommendationsSha256" | "trimtabVersion" | "dollars">;

/**
 * Holds all that was decided, dollars and reasons too, against the receipt and the file that people read. One Trimtab writes the same bytes
 * again; of another only sizes, ids and dollars have to agree, for its words may be others.
 * @param recomputed what comes out of the receipt's snapshot
 * @param running version of the Trimtab that recomputed it
 */
export function heldRecommendations(
  claim: Claim,
  recomputed: Recommendations,
  written: WrittenRecommendations | undefined,
  running: string,
): Held {
  const bytes = canonicalJson(recomputed);
  const said = claim.recommendationsSha256;
  const isSame = said === sha256(bytes);
  const isOfAnother = claim.trimtabVersion !== running && !isSame;
  const parts = [
    heldDollars(claim, recomputed),
    said === undefined ? NO_HASH : isSame ? NOTHING : isOfAnother ? otherWords(claim, running) : anotherHash(said, bytes, written),
    written === undefined || written.text === bytes ? NOTHING : heldFile(written, recomputed, { isSame, isOfAnother }),
  ];
  return { problems: parts.flatMap(({ problems }) => problems), notCovered: parts.flatMap(({ notCovered }) => notCovered) };
}

const NOTHING: Held = { problems: [], notCovered: [] };
const refused = (...problems: readonly string[]): Held => ({ problems, notCovered: [] });
const uncovered = (...notCovered: readonly string[]): Held => ({ problems: [], notCovered });

const NO_HASH = uncovered(
  "dollars and reasons of its recommendations: it has no recommendationsSha256, as receipts of before that was kept; the next proposal has",
);

function heldDollars({ dollars }: Claim, recomputed: Recommendations): Held {
  if (dollars === undefined) return NOTHING;
  return refused(
    ...differencesIn(dollars, dollarsOf(recomputed)).map(
      ({ at, said, is }) => `dollars.${at}: recomputed ${shown(is)}, the receipt says ${shown(said)}`,
    ),
  );
}

function otherWords({ trimtabVersion, dollars }: Claim, running: string): Held {
  const what = dollars === undefined ? "dollars and reasons" : "reasons";
  const by = trimtabVersion === undefined ? "it does not say which Trimtab proposed it" : `it was proposed by Trimtab ${trimtabVersion}`;
  return uncovered(
    `${what} of its recommendations: ${by}, and ${running}, which recomputed it, tells them otherwise; the next proposal is held byte for byte`,
  );
}

function anotherHash(said: string, bytes: string, written: WrittenRecommendations | undefined): Held {
  const where = written !== undefined && said === sha256(written.text) ? `, which is that of ${written.path}` : "";
  return refused(
    `recommendations.json comes out with SHA-256 ${sha256(bytes)}, the receipt says ${said}${where}: its dollars or reasons have changed, or Trimtab itself has without another version`,
  );
}

interface Standing {
  /** The receipt's hash is that of what comes out. */
  readonly isSame: boolean;
  /** The receipt is of another Trimtab, and so may be the words of the file. */
  readonly isOfAnother: boolean;
}

/** Holds a file whose bytes are not what comes out against it, field by field. */
export function heldFile(
  { path, text, isNamed }: WrittenRecommendations,
  recomputed: Recommendations,
  { isSame, isOfAnother }: Standing,
): Held {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refused(`${path} is not JSON: ${jsonProblem(text)}`);
  }
  const found = differencesIn(json, JSON.parse(canonicalJson(recomputed)));
  if (!isNamed && found.some(({ at }) => at.startsWith("snapshot.") || at === "deployment"))
    return uncovered(`${path}: it is of another run, on another snapshot or other days; name the right one with --recommendations`);
  if (found.length === 0) return refused(`${path}: its bytes are not those that Trimtab writes`);
  if (!isNamed && isSame)
    return uncovered(
      `${path}: it is not what the receipt rests on, but of a run with other options, or changed since; name it with --recommendations to see where it differs`,
    );
  if (!isOfAnother) return refused(...told(path, found));
  const weighed = weighedSchema.safeParse(json);
  if (!weighed.success) return uncovered(`${path}: this version of Trimtab cannot read it`);
  const counting = differencesIn(weighed.data, JSON.parse(canonicalJson(weighedSchema.parse(recomputed))));
  return counting.length > 0 ? refused(...told(path, counting)) : uncovered(`${path}: its reasons; sizes, ids and dollars agree`);
}

/** What counts in `recommendations.json` of any version: sizes, ids and dollars. */
const usd = z.number().nullable();
const weighedSchema = z.object({
  recommendations: z.array(z.object({ id: z.string(), component: z.string(), saving: z.object({ netMonthlyUsd: usd }).exactOptional() })),
  totals: z.object({ monthlyBeforeUsd: usd, monthlyAfterUsd: usd }),
  phases: z.array(z.object({ number: z.number(), values: z.record(z.string(), z.unknown()) })),
});

const told = (path: string, found: readonly Difference[]): readonly string[] => [
  ...found.slice(0, SHOWN).map(({ at, said, is }) => `${path}: ${at}: recomputed ${shown(is)}, the file says ${shown(said)}`),
  ...(found.length > SHOWN ? [`${path}: and ${found.length - SHOWN} more differences`] : []),
];

const LONGEST = 160;
function shown(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
