import { type Change, changeOf, variablesOf } from "../../../contract";
import type { Delta } from "../../plan/recommendation";
import type { Agreed } from "./agreed";
import type { ResourceChange } from "./plan";

type Contract = Agreed["contract"];

/** What the change table says of a delta; undefined for a variable that the contract does not declare. */
export function changeOfDelta({ variable, from, to }: Delta, { components }: Contract): Change | undefined {
  const origin = variablesOf(components).get(variable);
  const component = origin && components[origin.component];
  return origin === undefined || component === undefined ? undefined : changeOf(component.kind, origin.tunable, from, to);
}

/** Whether the change table announces that a delta destroys or replaces such a resource. */
export function announces(delta: Delta, { type, change }: ResourceChange, contract: Contract): boolean {
  const entry = changeOfDelta(delta, contract);
  if (entry?.announcedDestroys?.includes(type) === true) return true;
  return entry?.announcesReplacement === true && change.actions.includes("create");
}
