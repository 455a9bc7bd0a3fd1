import type { EbsVolume, Kind, VolumeSpeed } from "../../contract";
import type { ComponentHistory, SeriesRef } from "../evidence/history";
import type { Settings } from "../evidence/settings";
import type { Tiers } from "../evidence/tiers";
import type { Cost } from "../plan/recommendation";

/** Demand of the hottest unit over the capacity of a candidate's unit, along one dimension. 1 is all it has. */
export interface Dimension {
  /** `cpu`, `memory`, `network`, `connections`… */
  readonly name: string;
  /** What need may reach in all but the violation budget. */
  readonly ceiling: number;
  readonly need: Tiers;
  /** What the numbers are, said honestly: which statistic of which interval. */
  readonly statistic: string;
  /** Of a need that autoscaling holds down by adding units. */
  readonly scaled?: Scaled;
}

/** Makes a quantity what it would be, such as grown; what it is given together must stay on the same grids. */
export type Change = (quantity: Tiers) => Tiers;

export const unchanged: Change = (quantity) => quantity;

/** What is behind a need that a scaler's replay has evened out: growth shows in it, and not in the need until the most units are in service. */
export interface Scaled {
  /** What all units together are asked for along the dimension, in a unit of its own; the same object for every candidate. */
  readonly demand: Tiers;
  /** What the scaler's own demand grows as. */
  readonly followed: Tiers;
  /** Need if the demand and what the scaler follows were changed, with autoscaling replayed on that. What does not spread changes with the demand. */
  grown(demand: Change, followed: Change): Tiers;
}

/** Servers in front of which requests wait. */
export interface Queue {
  /** Servers per unit: cores, or 1 for a single thread. */
  readonly servers: number;
  /** Share of them that is busy, in the hottest unit. */
  readonly utilization: Tiers;
}

/** One hard fact of the target that the candidate meets or not. */
export interface LimitCheck {
  readonly pass: boolean;
  readonly reason: string;
  readonly numbers: Readonly<Record<string, number>>;
}

/** A span in which demand could not be seen because something was full. */
export interface Saturation {
  readonly atEpoch: number;
  readonly what: string;
  readonly value: number;
}

/** What happens when a unit, an instance or a zone is lost. */
export interface FailureCase {
  /** What is lost and who carries it. */
  readonly name: string;
  readonly dimensions: readonly Dimension[];
}

/** What a cache was asked for by all of its nodes together, per second. */
export interface Lookups {
  readonly hits: Tiers;
  readonly misses: Tiers;
}

/** Volumes of a kind's units: which tunables turn them, and what gp3 takes there. */
export interface VolumeModel {
  readonly tunables: { readonly type: string; readonly iops: string; readonly mibps: string };
  of(settings: Settings): EbsVolume;
  /** The most that it can do for a while where it is attached. */
  reached(settings: Settings): VolumeSpeed;
  /** What comes with a gp3 volume of a size, and is the least. */
  included(gib: number): VolumeSpeed;
  most(gib: number): VolumeSpeed;
  readonly mibpsPerIops: number;
  /** How what comes with a gp3 volume of a size is asked for: by its numbers, by none (0), or by either. */
  told(gib: number): "numbers" | "none" | "numbers or none";
  /** Why there is no such gp3 volume. */
  refusal(volume: Omit<EbsVolume, "type">): string | undefined;
}

/** What the hottest volume was asked for, per second. */
export interface VolumeDemand {
  readonly operations: Tiers;
  readonly bytesPerSecond: Tiers;
  /** The series behind it. */
  readonly refs: readonly SeriesRef[];
  /** What the numbers are, as of a {@link Dimension}. */
  readonly statistic: { readonly operations: string; readonly bytesPerSecond: string };
}

/** Instances of one price that a reservation could cover. */
export interface Running {
  readonly priceKey: string;
  /** The most that ever run at once. */
  readonly units: number;
  /** Share of the hours in which so many of them run. */
  shareOfHours(units: number): number;
}

/** History of one component, read by its kind's model, ready to answer for any candidate. */
export interface Study {
  /** Series that every decision about the component rests on. */
  readonly rests: readonly SeriesRef[];
  /** Of what runs now and then, and is known run by run rather than by series: how many runs, or why none is known. */
  readonly runs?: number | string;
  /** The last saturated interval of the finest tier. */
  readonly saturation: Saturation | undefined;
  need(settings: Settings): readonly Dimension[];
  /** Empty where the service itself bears the failure of a zone. */
  afterFailure(settings: Settings): readonly FailureCase[];
  /** Empty where nothing queues for a unit of this component. */
  queues(settings: Settings): readonly Queue[];
  /** Why nothing does, in a clause, where that is so at every setting. */
  readonly nothingWaits?: string;
  /** How many times as long as at `from` a unit takes for its own work, at most; what waits for others takes as long. @default once */
  readonly slows?: (from: Settings, to: Settings) => number;
  limits(to: Settings): readonly LimitCheck[];
  /** What of the target answers otherwise than what was measured, however busy it was: no history shows its latency. @default nothing */
  readonly unlike?: (to: Settings) => string | undefined;
  /** Of units with volumes of their own. */
  readonly volumeDemand?: (settings: Settings) => VolumeDemand;
  /** Of a cache that says what it found and what not; its dimension `memory` is 1 where everything that was held just fits. */
  readonly lookups?: () => Lookups;
  /** How many steps a candidate lies under the current size: rungs of a ladder, and what `fewerUnits` makes of a count. */
  rungsDown(to: Settings): number;
  cost(settings: Settings): Cost;
  /** Absent for a kind of which nothing can be reserved. */
  readonly running?: (settings: Settings) => readonly Running[];
  /** The next larger settings, or none at the end of the range. */
  stepUp(): Settings | undefined;
}

/** All that the optimizer knows of one kind of component. */
export interface KindModel {
  readonly kind: Kind;
  /** Tunables that are one dimension and so turn in one step. */
  readonly together: readonly (readonly string[])[];
  /** Tunables in the order in which they are turned down, and the reverse of that in which they are turned up; others follow the policy. */
  readonly precedence: readonly string[];
  /** Tunables that turn nothing at some settings, such as the class of readers where there are none. @default none */
  idle?(settings: Settings): readonly string[];
  /** Of units with volumes of their own. */
  readonly volumes?: VolumeModel;
  /** Of a cache: kinds that what it does not find may be read from. @default none */
  readonly readsFrom?: readonly Kind[];
  /** @param recent the window's own history, where `history` is of the hours before it, of which less was kept. @default history */
  study(history: ComponentHistory, recent?: ComponentHistory): Study;
}
