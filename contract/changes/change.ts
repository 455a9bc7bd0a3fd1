import type { Kind, TunableName } from "../kinds";
import type { TunableValue } from "../tunable";

/** What a change does to the running service, mildest first. */
export const EFFECTS = ["online", "rolling", "restart", "failover", "replace", "one-way"] as const;
export type Effect = (typeof EFFECTS)[number];

/** When a change has really happened: what to wait for after Terraform reports success. */
export type EffectiveWhen =
  | "at-once"
  | "instance-refresh-successful"
  | "no-pending-modified-values"
  | "cluster-available"
  | "table-active"
  | "version-ready"
  | "endpoint-in-service";

export interface Rollback {
  readonly how: string;
  readonly precondition?: string;
  /** What brings the data back if the change harmed them. @default nothing beside the component's own backups */
  readonly data?: string;
  /** Typical minutes until the old capacity serves again (recovery time objective). */
  readonly rtoMinutes: number;
  /** Minutes of data lost on the way back (recovery point objective); 0 where nothing is lost. */
  readonly rpoMinutes: number;
}

/** What turning one tunable means. */
export interface Change {
  readonly effect: Effect;
  /**
   * What makes it happen now and not in the maintenance window: Terraform alone, one of its arguments,
   * or `api_first`: an API call that has to come before the apply, named in the rollback of the opposite direction.
   */
  readonly applyMode: "terraform" | "apply_immediately" | "instance_refresh" | "api_first";
  readonly effectiveWhen: EffectiveWhen;
  readonly typicalMinutes: number;
  readonly rollback: Rollback;
  /** The plan may show this replacement; any other destroy or replace stops the rollout. @default false */
  readonly announcesReplacement?: boolean;
  /** Terraform resource types of which the plan may delete or replace instances for this change. @default none */
  readonly announcedDestroys?: readonly string[];
  /** Blocks of a Terraform resource of which one apply may take one away, as the service takes them one by one. @default no such limit */
  readonly oneByOne?: { readonly resource: string; readonly block: string };
  /** AWS page that says so. */
  readonly source: string;
}

/** Some changes differ by where they go: between node families in place is impossible, within one it is online. */
export type ChangeRule = Change | ((from: TunableValue, to: TunableValue) => Change);

/** A rule for every tunable of a kind, the optional ones too: a new tunable without one does not compile. */
export type ChangesOf<K extends Kind> = { readonly [T in TunableName<K>]: ChangeRule };
