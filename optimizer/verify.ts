import { dirname, join } from "node:path";
import { canonicalJson, type DeploymentContract, defaultsOf, InputError, type Receipt, StoreError, whatIfText } from "../contract";
import { analyzeStored } from "./analysis";
import { readIfPresent } from "./files";
import { RECOMMENDATIONS } from "./outputs";
import { differences, readOverride, receiptIn, sha256 } from "./overrides";
import type { Recommendations } from "./plan/recommendation";
import { type SearchedStore, type SnapshotManifest, snapshotByHash } from "./telemetry";
import { type Held, heldRecommendations, type WrittenRecommendations } from "./verify-recommendations";
import { type HeldBeside, heldWhatIf, whatIfBeside } from "./verify-what-if";

export interface VerifyRequest {
  /** Path of the receipt; its override lies beside it. */
  readonly receipt: string;
  /** Looked through in this order. */
  readonly stores: readonly SearchedStore[];
  /** Where the snapshot lies, instead of looking for its hash in the stores. */
  readonly snapshot?: string;
  /** The `recommendations.json` that people read of it. @default that of the deployment's last run, where it is of the same snapshot */
  readonly recommendations?: string;
  /** Where a deployment's runs leave their outputs. */
  readonly out: (deployment: string) => string;
  /** This Trimtab's: what another one proposed may be told in other words. */
  readonly trimtabVersion: string;
}

export interface Verified {
  readonly snapshot: string;
  /** Empty: the receipt holds. */
  readonly problems: readonly string[];
  /** What nothing was held against. */
  readonly notCovered: readonly string[];
  /** What comes out, too, though the receipt does not rest on it: a what-if that was named. Absent where there is none. */
  readonly besides?: readonly string[];
  /** The file of recommendations, where that alone does not hold, and the receipt does. */
  readonly blamed?: string;
}

/**
 * Decides again on the snapshot that a receipt names, and holds the outcome against the override beside it.
 * @throws InputError, StoreError when receipt or snapshot are missing or damaged
 */
export async function verifyReceipt({
  receipt: path,
  stores,
  snapshot: given,
  recommendations: named,
  out,
  trimtabVersion,
}: VerifyRequest): Promise<Verified> {
  const { receipt, text } = await readReceipt(path);
  const directory = given ?? (await citedSnapshot(stores, receipt.deployment, receipt.snapshot.hash));
  const { recommendations: recomputed, snapshot } = await analyzeStored(directory);
  const { bytes, values } = await readOverride(dirname(path), snapshot.contract);
  const ids = recomputed.recommendations.filter((each) => each.phase.number === receipt.phase).map(({ id }) => id);
  const phase = recomputed.phases.find(({ number }) => number === receipt.phase);
  const expected = { ...snapshot.current, ...phase?.values };
  const defaults = defaultsOf(snapshot.contract.components);
  const isFirst =
    differences(snapshot.current, defaults).length === 0 && Object.keys(values).every((name) => name in (phase?.values ?? {}));
  const actual = { ...defaults, ...values };
  const written = await writtenRecommendations(named, out(snapshot.contract.deployment));
  const whatIf = written === undefined ? undefined : whatIfBeside(written, recomputed);
  const ofReceipt = heldRecommendations(receipt, recomputed, undefined, trimtabVersion);
  const held =
    written === undefined || whatIf === undefined
      ? { ...heldRecommendations(receipt, recomputed, written, trimtabVersion), besides: [] }
      : withOf(
          ofReceipt,
          await heldWhatIf(written, { whatIf, directory, recomputed, isOfAnother: receipt.trimtabVersion !== trimtabVersion }),
        );
  const problems = [
    ...(receipt.deployment === snapshot.contract.deployment
      ? []
      : [`the snapshot is of ${snapshot.contract.deployment}, the receipt of ${receipt.deployment}`]),
    ...originProblems(receipt, snapshot.manifest),
    ...(isFirst && receipt.source !== snapshot.manifest.source ? [`no earlier override is behind it, and it says ${receipt.source}`] : []),
    ...defaultProblems(receipt, values, snapshot.contract),
    ...(bytes.override !== null && sha256(bytes.override) === receipt.overrideSha256
      ? []
      : ["the override beside it is not the one that it was written for"]),
    ...(bytes.override === null || bytes.override === canonicalJson(values)
      ? []
      : ["the bytes of the override beside it are not those that Trimtab writes"]),
    ...(text === canonicalJson(receipt)
      ? []
      : [`the receipt's bytes are not those that Trimtab writes: ${firstDifference(text, canonicalJson(receipt))}`]),
    ...(receipt.model === recomputed.model ? [] : [`it was decided with model ${receipt.model}; this is ${recomputed.model}`]),
    ...ids
      .filter((id) => !receipt.recommendations.includes(id))
      .map((id) => `recommendation ${id} comes out, and the receipt does not name it`),
    ...recommendationProblems(receipt.recommendations, ids, isFirst),
    ...differences(expected, actual).map(
      (name) => `${name}: recomputed ${JSON.stringify(expected[name])}, overridden with ${JSON.stringify(actual[name])}`,
    ),
    ...whatIfProblems(receipt, recomputed),
    ...earlierProblems(receipt, isFirst),
  ];
  const isOfFile = problems.length + ofReceipt.problems.length === 0 && held.problems.length > 0;
  return {
    snapshot: directory,
    problems: [...problems, ...held.problems].map(inOneLine),
    notCovered: held.notCovered.map(inOneLine),
    ...(held.besides.length === 0 ? {} : { besides: held.besides.map(inOneLine) }),
    ...(isOfFile && written !== undefined ? { blamed: written.path } : {}),
  };
}

/** Receipt and file are held because nobody trusts them: what they say begins no line of its own. */
const inOneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, "?");

const withOf = (ofReceipt: Held, beside: HeldBeside): HeldBeside => ({
  problems: [...ofReceipt.problems, ...beside.problems],
  notCovered: [...ofReceipt.notCovered, ...beside.notCovered],
  besides: beside.besides,
});

/** What it says that it was decided by, against what its snapshot records. */
function whatIfProblems(receipt: Pick<Receipt, "whatIf">, recomputed: Pick<Recommendations, "whatIf">): readonly string[] {
  const [said, is] = [receipt, recomputed].map(({ whatIf }) => (whatIf === undefined ? "the policy" : `a what-if (${whatIfText(whatIf)})`));
  const isSame = canonicalJson(receipt.whatIf ?? null) === canonicalJson(recomputed.whatIf ?? null);
  return isSame ? [] : [`it was decided by ${is}, the receipt says by ${said}`];
}

/** They rest on other snapshots; where nothing was overridden before, there are none. */
export const earlierProblems = ({ earlierWhatIfs }: Pick<Receipt, "earlierWhatIfs">, isFirst: boolean): readonly string[] =>
  isFirst && earlierWhatIfs !== undefined ? ["no earlier override is behind it, and it names what-ifs of earlier phases"] : [];

/** Those of earlier phases come first and cannot be recomputed from this snapshot; where nothing was overridden before, there are none. */
export function recommendationProblems(named: readonly string[], recomputed: readonly string[], isFirst: boolean): readonly string[] {
  const surplus = named.filter((id) => !recomputed.includes(id));
  const expected = [...new Set([...(isFirst ? [] : surplus), ...recomputed])];
  const strange = surplus.filter((id) => isFirst || !ID.test(id));
  if (strange.length > 0) return strange.map((id) => `the receipt names recommendation ${id}, which does not come out`);
  const isSame = named.length === new Set(named).size && (!isFirst || named.join() === expected.join());
  return isSame ? [] : ["the receipt names its recommendations twice or in another order"];
}

const ID = /^[0-9a-f]{16}$/;

function firstDifference(text: string, expected: string): string {
  const [lines, wanted] = [text.split("\n"), expected.split("\n")];
  const index = lines.findIndex((line, i) => line !== wanted[i]);
  return `line ${(index < 0 ? lines.length : index) + 1}`;
}

/** What the receipt says of its measurements, against the snapshot itself. */
export function originProblems(
  { source, snapshot }: Pick<Receipt, "source" | "snapshot">,
  manifest: Pick<SnapshotManifest, "source" | "hash" | "startEpoch" | "endEpoch">,
): readonly string[] {
  const pairs = [
    ["hash", manifest.hash, snapshot.hash],
    ["startEpoch", manifest.startEpoch, snapshot.startEpoch],
    ["endEpoch", manifest.endEpoch, snapshot.endEpoch],
  ] as const;
  return [
    ...pairs.filter(([, is, said]) => is !== said).map(([name, is, said]) => `the snapshot's ${name} is ${is}, the receipt says ${said}`),
    // An earlier phase that rests on the simulator keeps the whole override at it.
    ...(source === manifest.source || source === "simulator" ? [] : [`it was measured by ${manifest.source}, the receipt says ${source}`]),
  ];
}

/** The defaults that it was written against, against those of the snapshot's contract. */
export function defaultProblems(
  { defaults }: Pick<Receipt, "defaults">,
  values: Readonly<Record<string, unknown>>,
  { components }: Pick<DeploymentContract, "components">,
): readonly string[] {
  const known = defaultsOf(components);
  return [...new Set([...Object.keys(values), ...Object.keys(defaults)])]
    .sort()
    .filter((name) => !(name in values) || canonicalJson(defaults[name]) !== canonicalJson(known[name]))
    .map((name) =>
      name in values
        ? `${name}: its default was ${JSON.stringify(known[name])}, the receipt says ${JSON.stringify(defaults[name])}`
        : `${name}: the receipt gives a default, and the override does not hold it`,
    );
}

async function writtenRecommendations(named: string | undefined, out: string): Promise<WrittenRecommendations | undefined> {
  const path = named ?? join(out, RECOMMENDATIONS);
  const text = await readIfPresent(path);
  if (text !== null) return { path, text, isNamed: named !== undefined };
  if (named === undefined) return undefined;
  throw new InputError(`There is no file ${named}`, { hint: `Name a ${RECOMMENDATIONS}, or leave --recommendations out.` });
}

async function readReceipt(path: string) {
  const text = await readIfPresent(path);
  const hint = "Name the .receipt.json beside an override.";
  if (text === null) throw new InputError(`There is no receipt ${path}`, { hint });
  const read = receiptIn(text);
  if ("problems" in read) throw new InputError(`${path} is not a receipt`, { problems: read.problems, hint });
  return { receipt: read.value, text };
}

async function citedSnapshot(stores: VerifyRequest["stores"], deployment: string, hash: string): Promise<string> {
  const found = await snapshotByHash(stores, deployment, hash);
  if (found !== undefined) return found;
  throw new StoreError(`The snapshot ${hash} of ${deployment} is not in ${stores.map(({ location }) => location).join(" or ")}`, {
    hint: "Name the place where it is shared with --store, or the snapshot itself with --snapshot DIR.",
  });
}
