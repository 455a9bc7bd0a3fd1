import { type Component, defaultsOf, sameValue, tunablesOf, type Values, variableOf } from "../../contract";
import type { Segment } from "../systems";
import { type Day, MINUTES_PER_DAY, SECONDS_PER_DAY, SECONDS_PER_MINUTE } from "../time";

/** Values of all variables, and from when on they were applied. */
export interface AppliedConfiguration {
  /** UTC, epoch seconds; minus infinity for what was there from the start. */
  readonly atEpoch: number;
  readonly values: Values;
}

/** What was applied when. Each entry holds all variables. */
export class ConfigurationHistory {
  private constructor(
    private readonly components: Readonly<Record<string, Component>>,
    readonly entries: readonly AppliedConfiguration[],
  ) {}

  /** @param values what differs from the contract's defaults */
  static start(components: Readonly<Record<string, Component>>, values: Values): ConfigurationHistory {
    return new ConfigurationHistory(components, [{ atEpoch: Number.NEGATIVE_INFINITY, values: { ...defaultsOf(components), ...values } }]);
  }

  get current(): Values {
    return this.entries.at(-1)?.values ?? {};
  }

  /** History with other values from a time on, and the names of the variables that changed; the same history when none did. */
  apply(atEpoch: number, values: Values): { readonly history: ConfigurationHistory; readonly changed: readonly string[] } {
    const next = { ...defaultsOf(this.components), ...values };
    const changed = Object.keys(next).filter((name) => !sameValue(next[name], this.current[name]));
    if (changed.length === 0) return { history: this, changed };
    const before = this.entries.filter((entry) => entry.atEpoch < atEpoch);
    return { history: new ConfigurationHistory(this.components, [...before, { atEpoch, values: next }]), changed };
  }

  /** Settings of one component through a day. A change takes effect with the next full minute. */
  segments(component: string, day: Day): readonly Segment[] {
    const midnight = day * SECONDS_PER_DAY;
    const minuteOf = (epoch: number): number => Math.min(MINUTES_PER_DAY, Math.max(0, Math.ceil((epoch - midnight) / SECONDS_PER_MINUTE)));
    return this.entries.flatMap((entry, i) => {
      const from = minuteOf(entry.atEpoch);
      const to = minuteOf(this.entries[i + 1]?.atEpoch ?? Number.POSITIVE_INFINITY);
      return from < to ? [{ from, to, values: this.ofComponent(component, entry.values) }] : [];
    });
  }

  private ofComponent(name: string, values: Values): Segment["values"] {
    const component = this.components[name];
    if (component === undefined) return {};
    return Object.fromEntries(
      [...tunablesOf(component)].flatMap(([tunable, definition]) => {
        const value = values[variableOf(name, tunable, definition)];
        return value === undefined ? [] : [[tunable, value] as const];
      }),
    );
  }
}
