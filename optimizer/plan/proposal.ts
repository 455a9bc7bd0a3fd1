import { type Component, type Kind, sameValue, tunablesOf, variableOf } from "../../contract";
import type { Settings } from "../evidence";
import type { KindModel } from "../kinds";
import type { Delta, Finding } from "./recommendation";

/** A change that a rule would like; guards decide. */
export interface Proposal {
  readonly component: string;
  readonly kind: Kind;
  readonly rule: string;
  readonly direction: "down" | "up";
  /** All of the component's settings after the change. */
  readonly to: Settings;
  readonly changes: readonly Delta[];
  readonly reason: string;
  readonly findings: readonly Finding[];
  /** What rules that were asked before have settled already: this one's saving is what comes on top. @default the present settings */
  readonly over?: Settings;
  /** Takes away what nothing uses: worth doing whatever it saves. @default false */
  readonly unused?: boolean;
  /** Tunables whose change nobody feels, for nothing uses what it takes away. @default none */
  readonly unfelt?: readonly string[];
}

interface Draft {
  readonly rule: string;
  readonly direction: Proposal["direction"];
  readonly to: Settings;
  readonly reason: string;
  readonly findings: readonly Finding[];
  readonly unused?: boolean;
}

/** Whose settings they are. */
interface Owner {
  readonly component: string;
  readonly definition: Component;
}

interface Subject extends Owner {
  readonly current: Settings;
}

/** Fills in what follows from the component's present settings. */
export const proposal = (subject: Subject & { readonly kind: Kind }, draft: Draft): Proposal => ({
  component: subject.component,
  kind: subject.kind,
  ...draft,
  changes: deltas(subject, subject.current, draft.to),
  ...(draft.unused === true ? { unfelt: turnedBy(draft, subject.current) } : {}),
});

/** Tunables that a proposal turns. */
const turnedBy = ({ to }: Pick<Proposal, "to">, current: Settings): readonly string[] =>
  Object.keys(to).filter((tunable) => current[tunable] !== undefined && !sameValue(current[tunable], to[tunable]));

/**
 * One rule's proposal on top of what an earlier rule settled: all that both turn, under both names, but for what turns nothing any more;
 * undefined where both turn the same tunable, for then the earlier rule has decided. One that was made over what is settled may turn it
 * further.
 */
export function onTopOf(
  settled: Proposal,
  added: Proposal,
  subject: Subject & { readonly model: Pick<KindModel, "idle"> },
): Proposal | undefined {
  const { current, model } = subject;
  if (settled.direction !== added.direction) return undefined;
  if (added.over !== undefined) return joined(settled, added, added.to, added.changes);
  const [before, turned] = [turnedBy(settled, current), turnedBy(added, current)];
  if (before.some((tunable) => turned.includes(tunable))) return undefined;
  const both = { ...settled.to, ...valuesOf(added.to, turned) };
  const idle = model.idle?.(both) ?? [];
  if (before.every((tunable) => idle.includes(tunable))) return { ...added, over: settled.to };
  const to = { ...both, ...valuesOf(current, idle) };
  return joined(settled, added, to, deltas(subject, current, to));
}

const joined = (settled: Proposal, added: Proposal, to: Settings, changes: Proposal["changes"]): Proposal => ({
  ...added,
  rule: `${settled.rule}, ${added.rule}`,
  to,
  changes,
  reason: `${settled.reason}; ${added.reason}`,
  findings: [...settled.findings, ...added.findings],
  over: settled.to,
  unfelt: [...(settled.unfelt ?? []), ...(added.unfelt ?? [])],
});

const valuesOf = (settings: Settings, tunables: readonly string[]): Settings =>
  Object.fromEntries(tunables.flatMap((tunable) => (settings[tunable] === undefined ? [] : [[tunable, settings[tunable]]])));

/** The variables that differ, in the order in which the component declares them. */
export function deltas({ component, definition }: Owner, from: Settings, to: Settings): readonly Delta[] {
  const tunables = tunablesOf(definition);
  return Object.entries(to).flatMap(([tunable, value]) => {
    const before = from[tunable];
    return before === undefined || sameValue(before, value)
      ? []
      : [{ variable: variableOf(component, tunable, tunables.get(tunable)), from: before, to: value }];
  });
}
