/** A size that may be turned, as data. Every tunable becomes one Terraform variable. */
export type Tunable = Choice | Count | Flag | NameSet | Schedule;

interface Described {
  readonly description: string;
  /** Terraform variable that it is, where a root module has a name of its own for it. @default `<component>_<tunable>` */
  readonly variable?: string;
}

/** One value of an ordered ladder; the smallest (cheapest) rung comes first. */
export interface Choice<Value extends string = string> extends Described {
  readonly type: "choice";
  readonly ladder: readonly Value[];
  readonly default: Value;
}

/** A whole number between `min` and `max`, both included. */
export interface Count extends Described {
  readonly type: "count";
  /** What is counted, in the singular: `instance`, `day`, `unit`. */
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly default: number;
}

export interface Flag extends Described {
  readonly type: "flag";
  readonly default: boolean;
}

/** A subset of known names: indexes, regions. Written in the order of `members`. */
export interface NameSet extends Described {
  readonly type: "set";
  readonly members: readonly string[];
  readonly default: readonly string[];
}

/**
 * Off-hours as a pair of cron expressions (Amazon EC2 Auto Scaling's five fields, in the policy's time zone).
 * Both empty: always on.
 */
export interface Schedule extends Described {
  readonly type: "schedule";
  readonly default: OffHours;
}

/** Five cron fields each; both empty: always on. */
export interface OffHours {
  /** When it is stopped: `0 20 * * MON-FRI`. */
  readonly stop: string;
  /** When it is started again: `0 7 * * MON-FRI`. */
  readonly start: string;
}

export type TunableType = Tunable["type"];

/** The value that a tfvars file gives to a tunable. */
export type ValueOf<T extends Tunable> =
  T extends Choice<infer V>
    ? V
    : T extends Count
      ? number
      : T extends Flag
        ? boolean
        : T extends NameSet
          ? readonly string[]
          : T extends Schedule
            ? OffHours
            : never;

export type TunableValue = string | number | boolean | readonly string[] | OffHours;

/** A stack of ours names its variables by one rule. */
type Own<T> = Omit<T, "type" | "variable">;

export const choice = <const V extends string>(t: Own<Choice<V>>): Choice<V> => ({ type: "choice", ...t });
export const count = (t: Own<Count>): Count => ({ type: "count", ...t });
export const flag = (t: Own<Flag>): Flag => ({ type: "flag", ...t });
export const nameSet = (t: Own<NameSet>): NameSet => ({ type: "set", ...t });
export const schedule = (t: Own<Schedule>): Schedule => ({ type: "schedule", ...t });
