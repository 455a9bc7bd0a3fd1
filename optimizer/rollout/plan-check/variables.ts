import { isDeepStrictEqual } from "node:util";
import { defaultsOf, sameValue, type TunableValue, variablesOf } from "../../../contract";
import type { Agreed } from "./agreed";
import type { Plan } from "./plan";

/** `-var`, a later tfvars file or a workspace's variables win over the override without a word: the plan's own values tell. */
export function variableProblems(plan: Plan, { contract, values }: Agreed): readonly string[] {
  const expected = { ...defaultsOf(contract.components), ...values };
  return Object.entries(expected).flatMap(([name, value]) => {
    const planned = plan.variables[name]?.value;
    if (planned === undefined) return name in values ? [`the plan knows no variable ${name}, which the override sets`] : [];
    return sameJson(planned, value)
      ? []
      : [`variable ${name} is ${JSON.stringify(planned)} in the plan and ${JSON.stringify(value)} by contract and override`];
  });
}

/** Names only: a value may be a secret. */
export function variableNotes(plan: Plan, agreed: Agreed): readonly string[] {
  return setOutside(plan, agreed).map((name) => `variable ${name} is set outside the override: it differs from its default in the code`);
}

/** Variables of the root module that are no tunables and have another value than their default; where there is no default, one has to be set. */
export function setOutside(plan: Plan, { contract }: Pick<Agreed, "contract">): readonly string[] {
  const tunables = variablesOf(contract.components);
  return Object.entries(plan.configuration.root_module.variables).flatMap(([name, declared]) => {
    const planned = plan.variables[name]?.value;
    const isOther = declared.default !== undefined && planned !== undefined && !isSame(planned, declared.default);
    return isOther && !tunables.has(name) ? [name] : [];
  });
}

/** Terraform turns a default into its variable's type: "20" into 20. */
const isSame = (planned: unknown, byDefault: unknown): boolean =>
  isDeepStrictEqual(planned, byDefault) || (typeof planned !== "object" && String(planned) === String(byDefault));

const sameJson = (planned: unknown, value: TunableValue): boolean => {
  if (Array.isArray(planned) && planned.every((name) => typeof name === "string")) return sameValue(planned, value);
  return isDeepStrictEqual(planned, value);
};
