/** A size that may be turned, as data. Every tunable becomes one Terraform variable. */
export type Tunable = Choice | Count | Flag | NameSet | Schedule;

/** One value of an ordered ladder; the smallest (cheapest) rung comes first. */
export interface Choice<Value extends string = string> {
  readonly type: "choice";
  readonly description: string;
  readonly ladder: readonly Value[];
  readonly default: Value;
}

/** A whole number between `min` and `max`, both included. */
export interface Count {
  readonly type: "count";
  readonly description: string;
  /** What is counted, in the singular: `instance`, `day`, `unit`. */
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly default: number;
}

export interface Flag {
  readonly type: "flag";
  readonly description: string;
  readonly default: boolean;
}

/** A subset of known names: indexes, regions. Written in the order of `members`. */
export interface NameSet {
  readonly type: "set";
  readonly description: string;
  readonly members: readonly string[];
  readonly default: readonly string[];
}

/**
 * Off-hours as a pair of cron expressions (Amazon EC2 Auto Scaling's five fields, in the policy's time zone).
 * Both empty: always on.
 */
export interface Schedule {
  readonly type: "schedule";
  readonly description: string;
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

export const choice = <const V extends string>(t: Omit<Choice<V>, "type">): Choice<V> => ({ type: "choice", ...t });
export const count = (t: Omit<Count, "type">): Count => ({ type: "count", ...t });
export const flag = (t: Omit<Flag, "type">): Flag => ({ type: "flag", ...t });
export const nameSet = (t: Omit<NameSet, "type">): NameSet => ({ type: "set", ...t });
export const schedule = (t: Omit<Schedule, "type">): Schedule => ({ type: "schedule", ...t });
