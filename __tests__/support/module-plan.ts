import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack, TerraformVariable } from "cdktf";
import { canonicalJson } from "../../contract";
import { initOffline, type Plan, planJson, scratch, stackFolder, synthTo } from "./terraform";

const STACK = "module";

/** A stack that holds one module under test, with variables for its sizes. */
export class ModuleStack extends TerraformStack {
  number(name: string, value: number): number {
    return new TerraformVariable(this, name, { type: "number", default: value }).numberValue;
  }

  string(name: string, value: string): string {
    return new TerraformVariable(this, name, { type: "string", default: value }).stringValue;
  }
}

export type Planner = (tfvars?: Readonly<Record<string, unknown>>) => Promise<Plan>;

/** Synthesizes a module once, at its first plan, and plans it with the real provider once per set of values. */
export function moduleUnderTest(name: string, build: (stack: ModuleStack) => void): Planner {
  const root = scratch(name);
  let ready: Promise<string> | undefined;
  const synthesized = async (): Promise<string> => {
    const outdir = synthTo(root, (app) => {
      const stack = new ModuleStack(app, STACK);
      new AwsProvider(stack, "aws", { region: "us-east-1" });
      build(stack);
    });
    const folder = stackFolder(outdir, STACK);
    await initOffline(folder);
    return folder;
  };
  const planned = new Map<string, Promise<Plan>>();
  return async (tfvars = {}) => {
    ready ??= synthesized();
    const key = canonicalJson(tfvars);
    const plan = planned.get(key) ?? planJson(await ready, { tfvars });
    planned.set(key, plan);
    return plan;
  };
}

/** One argument of every resource of a type, by another argument that names the resource. */
export function byName(plan: Plan, type: string, name: string, argument: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries([...plan.ofType(type).values()].map((resource) => [String(resource[name]), resource[argument]]));
}

/** The only resource of a type. */
export function only(plan: Plan, type: string): Readonly<Record<string, unknown>> {
  const found = [...plan.ofType(type).values()];
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`the plan holds ${found.length} of ${type}, not one`);
  return first;
}
