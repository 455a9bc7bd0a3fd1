import type { Delta } from "../../plan/recommendation";
import type { Agreed } from "./agreed";
import { announces, changeOfDelta } from "./announcements";
import { argumentNotes, argumentProblems } from "./arguments";
import { componentOf, turnedOf } from "./components";
import { type Judgement, judgementsOf } from "./judgement";
import { ofStayingMember } from "./leaving";
import { crowded } from "./one-by-one";
import { effectiveChanges, type Plan, type ResourceChange, verbOf } from "./plan";

export interface ChangesVerdict {
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}

/** Holds every change of a plan against the deltas of this step. */
export function judgeChanges(plan: Plan, agreed: Agreed): ChangesVerdict {
  const { deltas, contract } = agreed;
  const named = (of: readonly Delta[]) => new Set(of.map(({ variable }) => variable));
  const judge = judgementsOf(plan, {
    variables: named(deltas),
    replacing: named(deltas.filter((delta) => changeOfDelta(delta, contract)?.announcesReplacement === true)),
    own: (change) => turnedOf(componentOf(change, contract), agreed),
  });
  const judged = effectiveChanges(plan).map((change) => ({ change, judgement: judge(change) }));
  return {
    problems: judged.flatMap(({ change, judgement }) => problemsOf(change, judgement, plan, agreed)),
    notes: judged.flatMap(({ change, judgement }) => argumentNotes(change, judgement)),
  };
}

/** The first kind of problem that a change has: what it should not touch at all needs no word on how it does. */
function problemsOf(change: ResourceChange, judgement: Judgement, plan: Plan, agreed: Agreed): readonly string[] {
  const kinds = [
    () => argumentProblems(change, judgement, plan, agreed),
    () => unexplained(change, judgement),
    () => ofOtherComponent(change, agreed),
    () => unprepared(change, judgement, agreed),
    () => unannounced(change, judgement, agreed),
    () => ofStayingMember(change, judgement, agreed),
    () => crowded(change, judgement, agreed),
  ];
  for (const problems of kinds) {
    const found = problems();
    if (found.length > 0) return found;
  }
  return [];
}

const subject = (change: ResourceChange): string => `${verbOf(change)} ${change.address}`;

/** A change in which nothing differs that a plan shows, such as a mark of secrecy, has only its dependence to speak for it. */
function unexplained(change: ResourceChange, { attributes, causes, dependence }: Judgement): readonly string[] {
  const isBare = verbOf(change) === "update" && attributes.length === 0;
  if ((isBare ? dependence : causes).size > 0) return [];
  const why = verbOf(change) === "create" ? "; count or for_each would have to" : "";
  return [`${subject(change)}: depends on nothing that this step turns${why}`];
}

function ofOtherComponent(change: ResourceChange, agreed: Agreed): readonly string[] {
  const component = componentOf(change, agreed.contract);
  if (component === undefined || turnedOf(component, agreed).size > 0) return [];
  return [`${subject(change)}: belongs to ${component}, which this step does not turn`];
}

/** Where an API call comes first, the account has the new value already: a plan that still makes the change itself was not prepared. */
function unprepared(change: ResourceChange, { attributes }: Judgement, { deltas, contract }: Agreed): readonly string[] {
  return deltas
    .filter((delta) => changeOfDelta(delta, contract)?.applyMode === "api_first")
    .filter(({ variable, from, to }) => attributes.some((each) => each.causes.has(variable) && each.before === from && each.after === to))
    .map(
      ({ variable, to }) =>
        `${subject(change)}: ${variable} = ${JSON.stringify(to)} needs an API call before the apply, and it was not made`,
    );
}

function unannounced(change: ResourceChange, { causes }: Judgement, { deltas, contract }: Agreed): readonly string[] {
  if (!["replace", "destroy", "forget"].includes(verbOf(change))) return [];
  const turned = deltas.filter(({ variable }) => causes.has(variable));
  if (turned.some((delta) => announces(delta, change, contract))) return [];
  return [`${subject(change)}: the change table announces no such thing for ${turned.map(({ variable }) => variable).join(", ")}`];
}
