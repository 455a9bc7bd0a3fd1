import type { DeploymentContract, Values } from "../contract";
import type { Scenario } from "./scenario";

/** Where the simulator learns what is applied. */
export type ConfigurationSource =
  /** The contract's defaults, with these on top. */
  | { readonly from: "values"; readonly values: Values }
  /** A tfvars file in JSON; it is read again on reload, and may be absent. */
  | { readonly from: "file"; readonly path: string }
  /** The control plane of an emulator, asked over loopback. */
  | { readonly from: "control-plane"; readonly url: string };

export interface SimulatorOptions {
  /** Path of a scenario file, or a scenario. */
  readonly scenario: string | Scenario;
  /** Path of `cdktf.out/contracts/<deployment>.json`, or a contract. */
  readonly contract: string | DeploymentContract;
  /** @default the contract's defaults */
  readonly configuration?: ConfigurationSource;
  /** TCP port on loopback; 0 takes a free one. @default 0 */
  readonly port?: number;
  /** Enforces CloudWatch's quotas in real time. @default false */
  readonly quotas?: boolean;
  /**
   * Seconds of real time since some moment, for quotas and for a clock that runs. @default the process's monotonic clock
   */
  readonly elapsedSeconds?: () => number;
  /** Lets the clock run in real time from the scenario's `now`, instead of standing still until it is moved. @default false */
  readonly clockRuns?: boolean;
}

export interface Simulator {
  /** `http://127.0.0.1:PORT`: for `AWS_ENDPOINT_URL_CLOUDWATCH` and `AWS_ENDPOINT_URL_PRICING`. */
  readonly url: string;
  close(): Promise<void>;
}
