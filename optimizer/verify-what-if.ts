import { z } from "zod";
import { canonicalJson, InputError, type WhatIf, whatIfSchema, whatIfText } from "../contract";
import { analyzeStored } from "./analysis";
import type { Recommendations } from "./plan/recommendation";
import { type Held, heldFile, type WrittenRecommendations } from "./verify-recommendations";
import { questionOf, settingsOf } from "./what-if";

const saidSchema = z.object({ deployment: z.string(), snapshot: z.object({ hash: z.string() }), whatIf: whatIfSchema.exactOptional() });

/**
 * What a file says that it was decided by, where that is something else than what the receipt rests on, on the same snapshot; empty where it is
 * the policy, of a receipt that is a what-if itself. Undefined where file and receipt speak of the same.
 */
export function whatIfBeside({ text }: WrittenRecommendations, recomputed: Recommendations): WhatIf | undefined {
  const said = saidSchema.safeParse(jsonIn(text));
  if (!said.success) return undefined;
  const { deployment, snapshot, whatIf = {} } = said.data;
  const isSame = canonicalJson(whatIf) === canonicalJson(recomputed.whatIf ?? {});
  return isSame || deployment !== recomputed.deployment || snapshot.hash !== recomputed.snapshot.hash ? undefined : whatIf;
}

/** @returns undefined for what is no JSON */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export interface HeldBeside extends Held {
  /** What came out as it says, though the receipt does not rest on it. */
  readonly besides: readonly string[];
}

interface Beside {
  /** As {@link whatIfBeside} found it. */
  readonly whatIf: WhatIf;
  /** Of the receipt's snapshot. */
  readonly directory: string;
  readonly recomputed: Recommendations;
  /** The receipt is of another Trimtab, and so may be the words of the file. */
  readonly isOfAnother: boolean;
}

/** Decides on the receipt's snapshot once more, by what a file says that it was decided by, and holds the file against that: if a person named it. */
export async function heldWhatIf(
  written: WrittenRecommendations,
  { whatIf, directory, recomputed, isOfAnother }: Beside,
): Promise<HeldBeside> {
  const { path, text, isNamed } = written;
  const what = Object.keys(whatIf).length === 0 ? "decided by the policy" : `a what-if (${whatIfText(whatIf)})`;
  if (!isNamed) {
    const notCovered = [`${path}: ${what}, which is not what the receipt rests on; to recompute it, too, name it with --recommendations`];
    return { problems: [], notCovered, besides: [] };
  }
  try {
    const settings = settingsOf(whatIf, recomputed.whatIf);
    const { recommendations } = await analyzeStored(directory, {
      prepare: ({ contract, manifest }) => questionOf(contract, manifest, settings),
    });
    if (text !== canonicalJson(recommendations))
      return { ...heldFile(written, recommendations, { isSame: false, isOfAnother }), besides: [] };
    return { problems: [], notCovered: [], besides: [`${path}: ${what}, byte for byte; the receipt does not rest on it`] };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { problems: [`${path}: ${what} cannot be decided: ${error.message}`, ...error.problems], notCovered: [], besides: [] };
  }
}
