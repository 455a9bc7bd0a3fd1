import { endpointsAreLoopback, InputError, variablesOf } from "../contract";
import { readIfPresent } from "../optimizer/files";
import { readOverride } from "../optimizer/overrides";
import { agreedDeltas, checkPlan, type Plan, type PlanVerdict, parsePlan } from "../optimizer/rollout";
import { loadContract, type Project, synthesizedDeployments } from "./project";
import { proposalContext } from "./rollout-context";
import type { Terminal } from "./terminal";

export interface PlanFile {
  readonly file: string;
  readonly deployment: string | undefined;
  readonly overrides: string;
}

/** Reads a plan's JSON and checks it against the deployment that it is of. */
export async function checkPlanFile(
  project: Project,
  { file, deployment, overrides }: PlanFile,
  terminal: Terminal,
): Promise<PlanVerdict & { readonly deployment: string }> {
  const text = await readIfPresent(file);
  if (text === null) throw new InputError(`There is no file ${file}`, { hint: "Write it with: terraform show -json PLANFILE > plan.json" });
  const plan = parsePlan(text, file);
  const subject = deployment ?? (await deploymentOf(project, plan));
  const context = await proposalContext(project, { deployment: subject, overrides, now: undefined }, terminal);
  const { values, bytes, receipt } = await readOverride(context.overrides, context.contract);
  const verdict = checkPlan(plan, {
    contract: context.contract,
    deltas: agreedDeltas(context.journal.state(), values, context.contract),
    values,
    overrideBytes: bytes.override,
    receipt,
    loopback: endpointsAreLoopback(process.env),
  });
  return { ...verdict, deployment: subject };
}

/** The one deployment whose variables the plan has. */
async function deploymentOf(project: Project, plan: Plan): Promise<string> {
  // It says whose it is, and what it does not turn has no variable in the plan.
  if (project.given !== undefined) return project.given.contract.deployment;
  const names = synthesizedDeployments(project);
  const matching: string[] = [];
  for (const name of names) {
    const { components } = await loadContract(project, name);
    const variables = [...variablesOf(components).keys()];
    if (variables.length > 0 && variables.every((variable) => variable in plan.variables)) matching.push(name);
  }
  const [only, ...others] = matching;
  if (only !== undefined && others.length === 0) return only;
  throw new InputError(
    only === undefined ? "The plan has the variables of no deployment" : `The plan could be of ${matching.join(" or ")}`,
    {
      hint: `Name it: --deployment ${names[0] ?? "NAME"}`,
    },
  );
}
