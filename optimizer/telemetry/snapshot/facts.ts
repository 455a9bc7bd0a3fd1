import type { DeploymentContract, Values } from "../../../contract";
import type { AccountFacts } from "../account";
import type { CostBook } from "../costs/schema";
import type { CapacityChange, PriceBook, Reread, Snapshot, SnapshotSource, TagBook, TierGrid } from "./types";

export type Pins = Snapshot["pins"];

/** All of a snapshot but its series. */
export interface SnapshotFacts {
  readonly contract: DeploymentContract;
  readonly source: SnapshotSource;
  /** See the manifest. */
  readonly clockSkewSeconds?: number;
  /** See the manifest. */
  readonly reread?: Reread;
  readonly startEpoch: number;
  readonly endEpoch: number;
  readonly tiers: readonly TierGrid[];
  /** Hours before the window that some series have; it ends where the window begins. */
  readonly longHistory?: TierGrid;
  /** What CloudWatch was asked for, by series id: see the manifest. */
  readonly queries?: Readonly<Record<string, string>>;
  readonly current: Values;
  readonly capacity: readonly CapacityChange[];
  readonly prices: PriceBook;
  readonly costs?: CostBook;
  readonly tags: TagBook;
  /** What else the account was asked for. */
  readonly account?: AccountFacts;
  readonly pins: Pins;
}

export const METRICS_FILE = "metrics.parquet";
export const MANIFEST_FILE = "manifest.json";
/** In snapshots whose costs were asked for. */
export const COSTS_FILE = "costs.json";
/** In snapshots of an account, or of what stands in for it. */
export const ACCOUNT_FILE = "account.json";

/** The JSON files of a snapshot, each with what it holds. */
export const jsonFilesOf = (facts: SnapshotFacts): Readonly<Record<string, unknown>> => ({
  "contract.json": facts.contract,
  "inventory.json": facts.contract.inventory,
  "capacity.json": { current: facts.current, changes: facts.capacity },
  "prices.json": facts.prices,
  ...(facts.costs === undefined ? {} : { [COSTS_FILE]: facts.costs }),
  "tags.json": facts.tags,
  ...(facts.account === undefined ? {} : { [ACCOUNT_FILE]: facts.account }),
  "pins.json": facts.pins,
});
export const JSON_FILES = ["contract.json", "inventory.json", "capacity.json", "prices.json", "tags.json", "pins.json"] as const;
/** Those that not every snapshot has. */
export const OPTIONAL_FILES = [COSTS_FILE, ACCOUNT_FILE] as const;
