import { type AddedReads, evidenceOf, type StackEvidence } from "../evidence";
import { type ChosenSet, JOINT_GUARDS, type JointGuard, type JointVerdict } from "../guards/joint";
import { modelOf } from "../kinds";
import type { Refusal } from "../plan/choose";
import type { Snapshot } from "../telemetry/snapshot/types";
import { decide, type Outcome } from "./decide";

/**
 * Asks the joint guards about everything that was decided, and decides again on what they turn down until nothing is: each turn takes one
 * candidate away. Yields the name of a component whose measurements it wants, and is given a snapshot that holds them.
 * @param outcomes one per component
 * @throws RangeError where a guard turns down what nobody chose: what else it would have turned down is not known, and nothing may be recommended
 */
export function* settle(
  stack: StackEvidence,
  outcomes: readonly Outcome[],
  guards: readonly JointGuard[] = JOINT_GUARDS,
): Generator<string, readonly Outcome[], Snapshot> {
  const settled = new Map(outcomes.map((outcome) => [outcome.component, outcome]));
  const refused = new Map<string, readonly Refusal[]>();
  const snapshots = new Map<string, Snapshot>();
  for (;;) {
    for (const store of readFrom(stack, [...settled.values()])) if (!snapshots.has(store)) snapshots.set(store, yield store);
    const verdicts = judgedTogether(setOf(stack, [...settled.values()], snapshots), guards);
    const refusal = verdicts.find(({ verdict }) => !verdict.pass);
    if (refusal === undefined) return outcomes.flatMap(({ component }) => told(settled.get(component), verdicts) ?? []);
    const { component, verdict } = refusal;
    const changes = settled.get(component)?.recommendation?.changes;
    if (changes === undefined)
      throw new RangeError(`the joint guard ${verdict.guard} turns down ${component}, of which nothing was chosen: ${verdict.reason}`);
    refused.set(component, [...(refused.get(component) ?? []), { changes, verdict }]);
    const measured = snapshots.get(component) ?? (yield component);
    settled.set(component, decide(stack, measured, component, refused.get(component)));
  }
}

/** Guards one after the other: what one turns down, the next is not asked about. */
function judgedTogether(set: ChosenSet, guards: readonly JointGuard[]): readonly JointVerdict[] {
  const verdicts: JointVerdict[] = [];
  for (const guard of guards) {
    verdicts.push(...guard.judge(set));
    if (verdicts.some(({ verdict }) => !verdict.pass)) break;
  }
  return verdicts;
}

/** Components that some cache passes reads on to. */
function readFrom({ contract }: StackEvidence, outcomes: readonly Outcome[]): readonly string[] {
  const kinds = new Set(
    outcomes
      .filter(({ passesOn = [] }) => passesOn.length > 0)
      .flatMap(({ component }) => {
        const kind = contract.components[component]?.kind;
        return (kind === undefined ? undefined : modelOf(kind)?.readsFrom) ?? [];
      }),
  );
  return outcomes.flatMap(({ component }) => {
    const kind = contract.components[component]?.kind;
    return kind !== undefined && kinds.has(kind) ? [component] : [];
  });
}

const setOf = (stack: StackEvidence, outcomes: readonly Outcome[], snapshots: ReadonlyMap<string, Snapshot>): ChosenSet => ({
  contract: stack.contract,
  members: outcomes.flatMap(({ component, recommendation, furtherSlos = [], steps, passesOn = [] }) => {
    const { contract } = stack;
    const kind = contract.components[component]?.kind;
    if (kind === undefined) return [];
    const region = contract.inventory[component]?.region ?? contract.regions[0] ?? "";
    const evidence = (reads: AddedReads) => {
      const snapshot = snapshots.get(component);
      return snapshot === undefined ? undefined : evidenceOf(stack, snapshot, component, reads);
    };
    return [{ component, kind, region, recommendation, furtherSlos, steps, passesOn, evidence }];
  }),
});

/** What the joint guards said stands with what the others did. */
function told(outcome: Outcome | undefined, verdicts: readonly JointVerdict[]): Outcome | undefined {
  if (outcome?.recommendation === undefined) return outcome;
  const { recommendation, component } = outcome;
  const its = verdicts.filter((each) => each.component === component).map(({ verdict }) => verdict);
  return { ...outcome, recommendation: { ...recommendation, verdicts: [...recommendation.verdicts, ...its] } };
}
