import type { CanonicalUnit, DeploymentContract, Resource, Statistic, Values } from "../../../contract";
import type { AccountFacts } from "../account";
import type { CostBook } from "../costs/schema";

/** CloudWatch's retention tiers: the finest period that still exists for points of an age. */
export const TIER_PERIODS = [60, 300, 3600] as const;
export type TierPeriod = (typeof TIER_PERIODS)[number];

/** The period of what CloudWatch keeps longest. */
export const LONG_HISTORY_PERIOD = 3600 satisfies TierPeriod;

/** A regular time axis shared by all series of a tier. UTC epoch seconds; the first point covers `[start, start + periodSeconds)`. */
export interface TierGrid {
  readonly periodSeconds: TierPeriod;
  readonly startEpoch: number;
  readonly length: number;
}

/** One series on its tier's grid, in its metric's canonical unit; NaN where CloudWatch had no point. */
export interface TierValues {
  readonly grid: TierGrid;
  readonly values: Float64Array;
}

export interface MetricSeries {
  /** `<component>/<resource>/<metric>/<statistic>` */
  readonly id: string;
  readonly component: string;
  readonly resource: Resource;
  readonly metric: string;
  readonly statistic: Statistic;
  readonly unit: CanonicalUnit;
  /** Oldest (coarsest) first; disjoint in time. */
  readonly tiers: readonly TierValues[];
  /** Share of expected points that are there, by tier period; an absent tier was not asked for. */
  readonly coverage: Readonly<Partial<Record<TierPeriod, number>>>;
  /** Hours from before the window, as far back as CloudWatch keeps them; only of series that tell of headroom. */
  readonly longHistory?: TierValues;
}

/** From when on a value was in force. */
export interface CapacityChange {
  readonly atEpoch: number;
  readonly values: Values;
  readonly source: "override" | "ledger" | "default";
}

export interface Price {
  /** `ec2:c6i.8xlarge`, `aurora:db.r6g.8xlarge`, `dynamodb:wcu-hour`… */
  readonly key: string;
  readonly region: string;
  /** Per unit; where the price has tiers, that of the last one: what a further unit costs at full use (a bill goes through the tiers). */
  readonly usd: number;
  /** `hour`, `gb-month`, `iops-month`, `io`, `unit-hour`, `request` */
  readonly unit: string;
  readonly sku: string;
  readonly rateCode: string;
  readonly effectiveDate: string;
  /** What an hour costs under a reservation of a year without upfront payment; absent where none is sold. */
  readonly reserved?: { readonly usd: number; readonly rateCode: string };
  /** Free tiers and volume discounts, from the first unit of the month up; absent where one price holds for all. */
  readonly tiers?: readonly { readonly fromQuantity: number; readonly usd: number; readonly rateCode: string }[];
}

export interface PriceBook {
  readonly prices: readonly Price[];
  /** Keys that matched no SKU or more than one, with the reason. */
  readonly unpriced: readonly { readonly key: string; readonly region: string; readonly reason: string }[];
  /** What spot capacity cost; absent where no component may run on it. */
  readonly spot?: SpotBook;
}

export interface SpotBook {
  readonly histories: readonly SpotHistory[];
  /** Markets without a history, with the reason. */
  readonly unknown: readonly { readonly key: string; readonly region: string; readonly reason: string }[];
}

/** Spot prices of an EC2 instance type, USD per hour. */
export interface SpotHistory {
  /** Of the on-demand price that is paid otherwise. */
  readonly key: string;
  readonly region: string;
  /** EC2's: `g5.2xlarge` */
  readonly instanceType: string;
  readonly productDescription: string;
  /** What EC2 charges for the hardware beneath; the component itself is not billed by it. */
  readonly basis: "indication";
  /** UTC epoch seconds; EC2 keeps 90 days. */
  readonly startEpoch: number;
  readonly endEpoch: number;
  readonly zones: readonly SpotZone[];
}

export interface SpotZone {
  readonly zone: string;
  /** The price that held, or a lower one, for at least half of the time that is known. */
  readonly medianUsd: number;
  readonly maxUsd: number;
  /** Times that the price became another one. */
  readonly changes: number;
  /** Of the history's span; less than it where the first price came later. */
  readonly knownSeconds: number;
}

/** Tags of all of a component's resources, by key; several values where they differ from one resource to another. */
export type Tags = Readonly<Record<string, string | readonly string[]>>;

/** Tags by component; `null` where they could not be read, which excludes the component. */
export type TagBook = Readonly<Record<string, Tags | null>>;

/** Where the measurements came from; `simulator` may never reach a real account. */
export type SnapshotSource = "aws" | "simulator" | "csv";

/** What the manifest says of one series. */
export interface StoredSeries {
  readonly id: string;
  /** Rows by tier; an absent tier was not asked for. */
  readonly points: Readonly<Partial<Record<`${TierPeriod}`, number>>>;
  /** Rows of 3600 s from before the window; absent where none were asked for. */
  readonly longHistoryPoints?: number;
  /** Share of expected points that are there, by tier; absent where none are expected: events need not happen. */
  readonly coverage?: Readonly<Partial<Record<`${TierPeriod}`, number>>>;
  /** SHA-256 over its rows, so that one series can be checked without the others. */
  readonly rowsSha256: string;
  /**
   * Of a sum that looks like what was counted since a process began, rather than in each period: how often it began anew. Such values are
   * no demand; nothing is made of them but this note.
   */
  readonly runningTotal?: { readonly resets: number };
  /**
   * Points given twice, points that came out of order (kept, in their place), values that are no finite number; values below zero and
   * points of times that were not asked for.
   */
  readonly dropped: {
    readonly duplicate: number;
    readonly outOfOrder: number;
    readonly notFinite: number;
    readonly negative?: number;
    readonly outside?: number;
  };
}

/** What reading the end of an earlier snapshot again has found otherwise. */
export interface Reread {
  /** How much before that end was read again. */
  readonly seconds: number;
  /** Stored points that were read again, and how many of them have another value now or are gone. */
  readonly compared: number;
  readonly changed: number;
  /** Points that were not there before. */
  readonly added: number;
  /** How long before that end the oldest of these was. */
  readonly oldestSeconds: number;
}

export interface SnapshotManifest {
  readonly version: 2;
  readonly deployment: string;
  readonly source: SnapshotSource;
  /** By how much the clock that the window was cut by was ahead of AWS's, in seconds; absent where AWS did not answer. */
  readonly clockSkewSeconds?: number;
  /** Points that came late; absent where none had, or everything was read anew. */
  readonly reread?: Reread;
  /** Window, UTC epoch seconds; `endEpoch` is what the decision calls now. */
  readonly startEpoch: number;
  readonly endEpoch: number;
  readonly tiers: readonly TierGrid[];
  /** The hours before `startEpoch` that were asked for beside the window; its period is 3600 s, and it ends where the window begins. */
  readonly longHistory?: TierGrid;
  /**
   * What CloudWatch was asked for, by series id: SHA-256 over region, namespace, metric name, dimensions and statistic. A later
   * collection goes on from these rows only where it would ask the same. Absent where CloudWatch was not asked.
   */
  readonly queries?: Readonly<Record<string, string>>;
  /** Sorted by id: the order of their rows. Within a series the oldest comes first: long history, then the tiers, coarsest first. */
  readonly series: readonly StoredSeries[];
  readonly files: Readonly<Record<string, { readonly sha256: string }>>;
  /** Hash over all of the above, and so over the logical rows and the JSON files: what receipts cite. */
  readonly hash: string;
}

/** Everything that a decision may rest on. */
export interface Snapshot {
  readonly manifest: SnapshotManifest;
  readonly contract: DeploymentContract;
  readonly series: ReadonlyMap<string, MetricSeries>;
  /** Values in force at the end of the window: defaults with the override on top. */
  readonly current: Values;
  readonly capacity: readonly CapacityChange[];
  readonly prices: PriceBook;
  /** The payer's commitments and the months' costs; absent where nobody asked for them. */
  readonly costs?: CostBook;
  readonly tags: TagBook;
  /** What else the account was asked for; absent where there was none to ask. */
  readonly account?: AccountFacts;
  /** Keys that a person set by hand and that may not be turned, with why and until when. */
  readonly pins: Readonly<Record<string, { readonly reason: string; readonly expiresEpoch: number }>>;
}
