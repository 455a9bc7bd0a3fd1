import { join } from "node:path";
import { z } from "zod";
import { type DeploymentContract, isLoopback, StoreError } from "../../../contract";
import type { EndpointSource } from "../cloudwatch";
import { listSnapshots, readManifest, type SnapshotManifest, type StoredSeries } from "../snapshot";
import { METRICS_FILE } from "../snapshot/facts";
import { sha256OfFile, snapshotHash } from "../snapshot/hash";
import { damage, parseJson, readText } from "../snapshot/read-files";

/** A snapshot that a collection takes settled rows over from. */
export interface Base {
  readonly directory: string;
  readonly manifest: SnapshotManifest;
  readonly series: ReadonlyMap<string, StoredSeries>;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** What CloudWatch's calls will go to, as far as the environment says. */
export function expectedSource(environment: Environment): EndpointSource {
  const url = environment.AWS_ENDPOINT_URL_CLOUDWATCH || environment.AWS_ENDPOINT_URL || "";
  return isLoopback(url) ? "simulator" : "aws";
}

export interface BaseQuery {
  readonly storeRoot: string;
  readonly contract: DeploymentContract;
  readonly source: EndpointSource;
  /** No later than this, UTC epoch seconds. */
  readonly endEpoch: number;
}

/** Snapshots of the source that are looked at, newest first: one that is damaged does not stand in the way. */
const LOOKED_AT = 5;
const CONTRACT_FILE = "contract.json";
const accountSchema = z.looseObject({ account: z.string() });

/** The newest undamaged snapshot of the same account and source. */
export async function findBase({ storeRoot, contract, source, endEpoch }: BaseQuery): Promise<Base | undefined> {
  let looked = 0;
  for (const directory of [...(await listSnapshots(storeRoot, contract.deployment))].reverse()) {
    if (looked === LOOKED_AT) break;
    try {
      const manifest = await readManifest(directory);
      if (manifest.source !== source || manifest.queries === undefined || manifest.endEpoch > endEpoch) continue;
      looked++;
      const text = (await readText(directory, CONTRACT_FILE)) ?? "";
      if (parseJson(join(directory, CONTRACT_FILE), text, accountSchema).account !== contract.account) continue;
      if (!(await isAsWritten(directory, manifest, text))) continue;
      return { directory, manifest, series: new Map(manifest.series.map((series) => [series.id, series])) };
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
    }
  }
  return undefined;
}

/** What is taken over rests on where the manifest says that rows lie, on the rows themselves, and on the account in the contract. */
async function isAsWritten(directory: string, { hash, ...unsigned }: SnapshotManifest, contractText: string): Promise<boolean> {
  if (snapshotHash(unsigned) !== hash || damage(CONTRACT_FILE, contractText, unsigned.files[CONTRACT_FILE]?.sha256) !== undefined)
    return false;
  return (await sha256OfFile(join(directory, METRICS_FILE)).catch(() => "")) === unsigned.files[METRICS_FILE]?.sha256;
}
