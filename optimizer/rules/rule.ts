import type { z } from "zod";
import type { Kind } from "../../contract";
import type { Evidence, Settings } from "../evidence";
import type { Proposal } from "../plan/proposal";
import { checkedParameters } from "./parameters";

/** Looks at one component and says what it would turn. Cheap to ask: whether a change is safe is for the guards. */
export interface Rule {
  readonly name: string;
  readonly kinds: readonly Kind[];
  /** Runs without being named in the policy, with the defaults of its parameters. @default false */
  readonly always?: boolean;
  /** A choice that is people's to make: only told, with what it would save, until the policy says `optedIn: true` among its parameters. @default false */
  readonly optIn: boolean;
  /** Whether its proposals are candidates: of an opt-in as the policy says, of any other rule always. */
  isCandidate(parameters: unknown): boolean;
  /**
   * Why there is nothing to propose: known facts that speak against, never missing ones.
   * @param over what rules before it have settled; an opt-in looks at that, any other rule at what is there. @default the present settings
   * @throws InputError where the policy's parameters are not the rule's
   */
  declines(e: Evidence, parameters: unknown, over?: Settings): string | undefined;
  /**
   * @param over as above
   * @throws InputError where the policy's parameters are not the rule's
   */
  propose(e: Evidence, parameters: unknown, over?: Settings): readonly Proposal[];
  /** What is wrong with a policy's parameters of the rule, by path. */
  problems(parameters: unknown): readonly string[];
}

interface Definition<P> {
  readonly name: string;
  readonly kinds: readonly Kind[];
  readonly always?: boolean;
  /** Of the policy's `rules[name]`. */
  readonly parameters: z.ZodType<P>;
  /** Makes it an opt-in: whether the policy opts in. */
  readonly optedIn?: (p: P) => boolean;
  declines(e: Evidence, p: P, over: Settings): string | undefined;
  propose(e: Evidence, p: P, over: Settings): readonly Proposal[];
}

/** Hands a rule the policy's parameters, checked. */
export function rule<P>({ parameters, optedIn, declines, propose, ...rest }: Definition<P>): Rule {
  const { problems, checked } = checkedParameters(rest.name, parameters);
  return {
    ...rest,
    optIn: optedIn !== undefined,
    isCandidate: (raw) => optedIn === undefined || optedIn(checked(raw)),
    problems,
    declines: (e, raw, over = e.current) => declines(e, checked(raw), over),
    propose: (e, raw, over = e.current) => {
      const proposals = propose(e, checked(raw), over);
      return optedIn === undefined ? proposals : proposals.map((each) => ({ ...each, over }));
    },
  };
}
