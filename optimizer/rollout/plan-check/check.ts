import {
  changeOf,
  type DeploymentContract,
  defaultsOf,
  type Receipt,
  sameValue,
  type TunableValue,
  type Values,
  variablesOf,
} from "../../../contract";
import { sha256 } from "../../overrides";
import type { Delta } from "../../plan/recommendation";
import { effectiveChanges, type Plan, type ResourceChange } from "./plan";
import { variablesBehind } from "./references";

/** What was reviewed and agreed: the plan may hold this and nothing else. */
export interface Agreed {
  readonly contract: Pick<DeploymentContract, "deployment" | "components">;
  /** What this apply is meant to turn. */
  readonly deltas: readonly Delta[];
  /** The override's values, its bytes and its receipt. */
  readonly values: Values;
  readonly overrideBytes: string | null;
  readonly receipt: Receipt | null;
  /** Whether every AWS endpoint of the run is on this machine. */
  readonly loopback: boolean;
}

export interface PlanVerdict {
  /** Empty: the plan may be applied. */
  readonly problems: readonly string[];
  /** What a reviewer should know. */
  readonly notes: readonly string[];
  /** One line per resource that the plan touches. */
  readonly changes: readonly string[];
}

/** Holds a plan against what was agreed; every problem at once. */
export function checkPlan(plan: Plan, agreed: Agreed): PlanVerdict {
  const changes = effectiveChanges(plan);
  const ownership = ownershipOf(plan, agreed);
  return {
    problems: [
      ...(plan.errored === true ? ["the plan ended with errors and is incomplete"] : []),
      ...(plan.complete === false && plan.errored !== true
        ? ["the plan leaves resources out (-target or -exclude, also in TF_CLI_ARGS): what it does not show would not be applied"]
        : []),
      ...receiptProblems(agreed),
      ...variableProblems(plan, agreed),
      ...changes.flatMap((change) => changeProblems(change, ownership(change), agreed)),
    ],
    notes: receiptNotes(agreed),
    changes: changes.map((change) => `${verbOf(change)} ${change.address}`),
  };
}

function receiptProblems({ receipt, contract, loopback }: Agreed): readonly string[] {
  if (receipt === null) return [];
  const problems: string[] = [];
  if (receipt.deployment !== contract.deployment) problems.push(`the receipt is of deployment ${receipt.deployment}`);
  if (receipt.source === "simulator" && !loopback) {
    problems.push("the override rests on simulated measurements, and AWS endpoints of this run are not all on this machine");
  }
  return problems;
}

/** Values set by hand are a person's right, and worth a word. */
function receiptNotes({ receipt, overrideBytes }: Agreed): readonly string[] {
  if (overrideBytes === null) return [];
  if (receipt === null) return ["the override has no receipt: its values were set by hand"];
  return receipt.overrideSha256 === sha256(overrideBytes) ? [] : ["the override was edited by hand after its receipt was written"];
}

/** `-var`, a later tfvars file or a workspace's variables win over the override without a word: the plan's own values tell. */
function variableProblems(plan: Plan, { contract, values }: Agreed): readonly string[] {
  const expected = { ...defaultsOf(contract.components), ...values };
  return Object.entries(expected).flatMap(([name, value]) => {
    const planned = plan.variables[name]?.value;
    if (planned === undefined) return name in values ? [`the plan knows no variable ${name}, which the override sets`] : [];
    return sameJson(planned, value)
      ? []
      : [`variable ${name} is ${JSON.stringify(planned)} in the plan and ${JSON.stringify(value)} by contract and override`];
  });
}

const sameJson = (planned: unknown, value: TunableValue): boolean => {
  if (Array.isArray(planned) && planned.every((name) => typeof name === "string")) return sameValue(planned, value);
  return JSON.stringify(planned) === JSON.stringify(value);
};

interface Ownership {
  /** Set where a tag names the component. */
  readonly component?: string;
  /** Turned variables on which the resource depends. */
  readonly turned: readonly Delta[];
}

function ownershipOf(plan: Plan, { contract, deltas }: Agreed): (change: ResourceChange) => Ownership {
  const behind = variablesBehind(plan);
  const names = new Map(Object.keys(contract.components).map((name) => [plain(name), name]));
  return ({ address, change }) => {
    const tag = componentTag(change.after) ?? componentTag(change.before);
    const component = tag === undefined ? undefined : names.get(plain(tag));
    const { variables, throughLocals } = behind(address);
    const origins = variablesOf(contract.components);
    const isOwn = (variable: string) => component !== undefined && origins.get(variable)?.component === component;
    const turned = deltas.filter(({ variable }) => variables.has(variable) || (throughLocals && isOwn(variable)));
    return component === undefined ? { turned } : { component, turned };
  };
}

function changeProblems(change: ResourceChange, { component, turned }: Ownership, { contract, deltas }: Agreed): readonly string[] {
  const variables = variablesOf(contract.components);
  const componentOf = ({ variable }: Delta) => variables.get(variable)?.component;
  if (turned.length === 0) return [`${verbOf(change)} ${change.address}: depends on nothing that this step turns`];
  if (component !== undefined && !deltas.some((delta) => componentOf(delta) === component)) {
    return [`${verbOf(change)} ${change.address}: belongs to ${component}, which this step does not turn`];
  }
  const unprepared = turned.filter((delta) => isUnprepared(delta, change, contract));
  if (unprepared.length > 0) {
    return unprepared.map(
      ({ variable, to }) =>
        `${verbOf(change)} ${change.address}: ${variable} = ${JSON.stringify(to)} needs an API call before the apply, and it was not made`,
    );
  }
  if (!change.change.actions.includes("delete") && !change.change.actions.includes("forget")) return [];
  const announced = turned.some((delta) => announces(delta, change, contract));
  return announced
    ? []
    : [`${verbOf(change)} ${change.address}: the change table announces no such thing for ${turned.map((d) => d.variable).join(", ")}`];
}

/** Where an API call comes first, the account has the new value already: a plan that still makes the change itself was not prepared. */
function isUnprepared({ variable, from, to }: Delta, { change }: ResourceChange, { components }: Agreed["contract"]): boolean {
  const origin = variablesOf(components).get(variable);
  const component = origin && components[origin.component];
  if (origin === undefined || component === undefined) return false;
  if (changeOf(component.kind, origin.tunable, from, to).applyMode !== "api_first") return false;
  const [before, after] = [attributesOf(change.before), attributesOf(change.after)];
  return Object.keys(after).some((name) => before[name] === from && after[name] === to);
}

const attributesOf = (state: unknown): Readonly<Record<string, unknown>> =>
  typeof state === "object" && state !== null ? Object.fromEntries(Object.entries(state)) : {};

function announces({ variable, from, to }: Delta, { type, change }: ResourceChange, { components }: Agreed["contract"]): boolean {
  const origin = variablesOf(components).get(variable);
  const component = origin && components[origin.component];
  if (origin === undefined || component === undefined) return false;
  const entry = changeOf(component.kind, origin.tunable, from, to);
  if (entry.announcedDestroys?.includes(type) === true) return true;
  return entry.announcesReplacement === true && change.actions.includes("create");
}

function verbOf({ change: { actions } }: ResourceChange): string {
  const destroys = actions.includes("delete");
  if (destroys && actions.includes("create")) return "replace";
  if (destroys) return "destroy";
  if (actions.includes("forget")) return "forget";
  return actions.includes("create") ? "create" : "update";
}

function componentTag(state: unknown): string | undefined {
  if (typeof state !== "object" || state === null) return undefined;
  const tags = "tags_all" in state ? state.tags_all : "tags" in state ? state.tags : undefined;
  if (typeof tags !== "object" || tags === null || !("Component" in tags)) return undefined;
  return typeof tags.Component === "string" ? tags.Component : undefined;
}

/** Tags may spell a component with dashes. */
const plain = (name: string): string => name.toLowerCase().replaceAll("-", "_");
