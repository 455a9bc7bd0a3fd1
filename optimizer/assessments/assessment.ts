import type { z } from "zod";
import type { DeploymentContract } from "../../contract";
import type { Evidence } from "../evidence";
import type { Assessment } from "../plan/recommendation";
import { checkedParameters } from "../rules/parameters";

/** Answers a question about several components that no single turn of a size answers. It proposes nothing: what to do is for people. */
export interface Assessor {
  readonly name: string;
  /** Components whose evidence it needs; none where the question does not arise. */
  members(contract: DeploymentContract): readonly string[];
  /** @throws InputError where the policy's parameters are not the assessor's */
  assess(evidence: readonly Evidence[], parameters: unknown): readonly Assessment[];
  /** What is wrong with a policy's parameters of it, by path. */
  problems(parameters: unknown): readonly string[];
}

interface Definition<P> extends Pick<Assessor, "name" | "members"> {
  /** Of the policy's `rules[name]`. */
  readonly parameters: z.ZodType<P>;
  assess(evidence: readonly Evidence[], p: P): readonly Assessment[];
}

/** Hands an assessor the policy's parameters, checked. */
export function assessor<P>({ parameters, assess, ...rest }: Definition<P>): Assessor {
  const { problems, checked } = checkedParameters(rest.name, parameters);
  return { ...rest, problems, assess: (evidence, raw) => assess(evidence, checked(raw)) };
}
