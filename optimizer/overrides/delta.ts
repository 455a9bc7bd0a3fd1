import { sameValue, type TunableValue, type Values } from "../../contract";
import type { Delta } from "../plan/recommendation";

/** The values with every delta's `to` in place. */
export const applyDeltas = (values: Values, deltas: readonly Delta[]): Values => ({
  ...values,
  ...Object.fromEntries(deltas.map(({ variable, to }) => [variable, to])),
});

export interface Inversion {
  readonly values: Values;
  /** What was really undone, in the direction in which it was undone. */
  readonly undone: readonly Delta[];
  /** Variables that somebody moved after the phase did: they stay as they are. */
  readonly kept: readonly string[];
}

/**
 * Takes deltas back, key by key. A variable that no longer has a value which one of them gave it was moved by a person or by a scale-up:
 * it stays. One that has its old value already needs nothing.
 * @param deltas of one variable in the order in which they were made
 * @param before the override's values before them; a variable that was absent there becomes absent again.
 */
export function invertDeltas(values: Values, deltas: readonly Delta[], before: Values): Inversion {
  const next: Record<string, TunableValue> = { ...values };
  const undone: Delta[] = [];
  const kept: string[] = [];
  for (const [variable, own] of byVariable(deltas)) {
    const now = values[variable];
    const was = before[variable];
    if (sameOrAbsent(now, was)) continue;
    const given = own.find(({ to }) => now !== undefined && sameValue(now, to));
    if (given === undefined) {
      kept.push(variable);
    } else {
      undone.push({ variable, from: given.to, to: own[0].from });
      if (was === undefined) delete next[variable];
      else next[variable] = was;
    }
  }
  return { values: next, undone, kept };
}

function byVariable(deltas: readonly Delta[]): ReadonlyMap<string, readonly [Delta, ...Delta[]]> {
  const grouped = new Map<string, readonly [Delta, ...Delta[]]>();
  for (const delta of deltas) {
    const known = grouped.get(delta.variable);
    grouped.set(delta.variable, known === undefined ? [delta] : [...known, delta]);
  }
  return grouped;
}

/** Variables whose presence or value differs. */
export function differences(a: Values, b: Values): readonly string[] {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return names.filter((name) => !sameOrAbsent(a[name], b[name]));
}

const sameOrAbsent = (a: TunableValue | undefined, b: TunableValue | undefined): boolean =>
  a === undefined || b === undefined ? a === b : sameValue(a, b);
