import type { z } from "zod";
import { InputError } from "../../contract";

/** What a policy gives under `rules[name]`, held against what is taken there. */
export function checkedParameters<P>(name: string, schema: z.ZodType<P>) {
  const problemsOf = ({ issues }: Pick<z.ZodError, "issues">): readonly string[] =>
    issues.map(({ path, message }) => `rules.${[name, ...path].join(".")}: ${message}`);
  return {
    problems: (raw: unknown): readonly string[] => problemsOf(schema.safeParse(raw).error ?? { issues: [] }),
    /** @throws InputError with every problem */
    checked: (raw: unknown): P => {
      const result = schema.safeParse(raw);
      if (result.success) return result.data;
      throw new InputError(`the policy's parameters of rule ${name} are not what it takes`, {
        problems: problemsOf(result.error),
        hint: "correct policy.rules in the stack's policy.ts, then synth again",
      });
    },
  };
}
