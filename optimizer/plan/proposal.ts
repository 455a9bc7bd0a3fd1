import { type Kind, sameValue, variableName } from "../../contract";
import type { Settings } from "../evidence";
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
}

interface Draft {
  readonly rule: string;
  readonly direction: Proposal["direction"];
  readonly to: Settings;
  readonly reason: string;
  readonly findings: readonly Finding[];
}

/** Fills in what follows from the component's present settings. */
export const proposal = (
  subject: { readonly component: string; readonly kind: Kind; readonly current: Settings },
  draft: Draft,
): Proposal => ({
  component: subject.component,
  kind: subject.kind,
  ...draft,
  changes: deltas(subject.component, subject.current, draft.to),
});

/** The variables that differ, in the order in which the component declares them. */
export function deltas(component: string, from: Settings, to: Settings): readonly Delta[] {
  return Object.entries(to).flatMap(([tunable, value]) => {
    const before = from[tunable];
    return before === undefined || sameValue(before, value)
      ? []
      : [{ variable: variableName(component, tunable), from: before, to: value }];
  });
}
