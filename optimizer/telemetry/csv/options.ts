import type { DeploymentContract, Values } from "../../../contract";
import type { CapacityChange, Pins, TagBook } from "../snapshot";

/** What a snapshot of files is made of beside their series. */
export interface FileOptions {
  /** Folder of the files: CSV files are `timestamp,value`, in CloudWatch's own units; `prices.json` may lie beside them. */
  readonly directory: string;
  readonly contract: DeploymentContract;
  readonly current: Values;
  readonly capacity: readonly CapacityChange[];
  readonly pins: Pins;
  readonly tags: TagBook;
  readonly storeRoot: string;
  /** Look back on this many days before the last timestamp. @default to the first timestamp */
  readonly days?: number;
}
