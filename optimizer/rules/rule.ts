import type { z } from "zod";
import type { Kind } from "../../contract";
import type { Evidence } from "../evidence";
import type { Proposal } from "../plan/proposal";
import { checkedParameters } from "./parameters";

/** Looks at one component and says what it would turn. Cheap to ask: whether a change is safe is for the guards. */
export interface Rule {
  readonly name: string;
  readonly kinds: readonly Kind[];
  /** Runs without being named in the policy, with the defaults of its parameters. @default false */
  readonly always?: boolean;
  /**
   * Why there is nothing to propose: known facts that speak against, never missing ones.
   * @throws InputError where the policy's parameters are not the rule's
   */
  declines(e: Evidence, parameters: unknown): string | undefined;
  /** @throws InputError where the policy's parameters are not the rule's */
  propose(e: Evidence, parameters: unknown): readonly Proposal[];
  /** What is wrong with a policy's parameters of the rule, by path. */
  problems(parameters: unknown): readonly string[];
}

interface Definition<P> {
  readonly name: string;
  readonly kinds: readonly Kind[];
  readonly always?: boolean;
  /** Of the policy's `rules[name]`. */
  readonly parameters: z.ZodType<P>;
  declines(e: Evidence, p: P): string | undefined;
  propose(e: Evidence, p: P): readonly Proposal[];
}

/** Hands a rule the policy's parameters, checked. */
export function rule<P>({ parameters, declines, propose, ...rest }: Definition<P>): Rule {
  const { problems, checked } = checkedParameters(rest.name, parameters);
  return {
    ...rest,
    problems,
    declines: (e, raw) => declines(e, checked(raw)),
    propose: (e, raw) => propose(e, checked(raw)),
  };
}
