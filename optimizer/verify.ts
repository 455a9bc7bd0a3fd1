import { dirname } from "node:path";
import { defaultsOf, InputError, receiptSchema, StoreError } from "../contract";
import { analyze } from "./analyze";
import { readIfPresent } from "./files";
import { differences, readOverride, sha256 } from "./overrides";
import { listSnapshots, openSnapshot, readManifest } from "./telemetry";

export interface VerifyRequest {
  /** Path of the receipt; its override lies beside it. */
  readonly receipt: string;
  readonly storeRoot: string;
  /** Where the snapshot lies, instead of looking for its hash in the store. */
  readonly snapshot?: string;
}

export interface Verified {
  readonly snapshot: string;
  /** Empty: the receipt holds. */
  readonly problems: readonly string[];
}

/**
 * Decides again on the snapshot that a receipt names, and holds the outcome against the override beside it.
 * @throws InputError, StoreError when receipt or snapshot are missing or damaged
 */
export async function verifyReceipt({ receipt: path, storeRoot, snapshot: given }: VerifyRequest): Promise<Verified> {
  const receipt = await readReceipt(path);
  const directory = given ?? (await snapshotByHash(storeRoot, receipt.deployment, receipt.snapshot.hash));
  const snapshot = await openSnapshot(directory);
  const { bytes, values } = await readOverride(dirname(path), snapshot.contract);
  const recomputed = analyze(snapshot);
  const ids = recomputed.recommendations.filter((each) => each.phase.number === receipt.phase).map(({ id }) => id);
  const phase = recomputed.phases.find(({ number }) => number === receipt.phase);
  const expected = { ...snapshot.current, ...phase?.values };
  const actual = { ...defaultsOf(snapshot.contract.components), ...values };
  return {
    snapshot: directory,
    problems: [
      ...(snapshot.manifest.hash === receipt.snapshot.hash
        ? []
        : [`the snapshot's hash is ${snapshot.manifest.hash}, the receipt names ${receipt.snapshot.hash}`]),
      ...(bytes.override !== null && sha256(bytes.override) === receipt.overrideSha256
        ? []
        : ["the override beside it is not the one that it was written for"]),
      ...(receipt.model === recomputed.model ? [] : [`it was decided with model ${receipt.model}; this is ${recomputed.model}`]),
      ...ids
        .filter((id) => !receipt.recommendations.includes(id))
        .map((id) => `recommendation ${id} comes out, and the receipt does not name it`),
      ...differences(expected, actual).map(
        (name) => `${name}: recomputed ${JSON.stringify(expected[name])}, overridden with ${JSON.stringify(actual[name])}`,
      ),
    ],
  };
}

async function readReceipt(path: string) {
  const text = await readIfPresent(path);
  const hint = "Name the .receipt.json beside an override.";
  if (text === null) throw new InputError(`There is no receipt ${path}`, { hint });
  try {
    return receiptSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new InputError(`${path} is not a receipt`, { hint, cause });
  }
}

async function snapshotByHash(root: string, deployment: string, hash: string): Promise<string> {
  for (const directory of await listSnapshots(root, deployment)) {
    if ((await readManifest(directory)).hash === hash) return directory;
  }
  throw new StoreError(`The snapshot ${hash} of ${deployment} is not in ${root}`, {
    hint: "Fetch it from where snapshots are shared and name it with --snapshot DIR.",
  });
}
