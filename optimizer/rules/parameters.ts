import type { z } from "zod";
import { InputError, schemaProblems } from "../../contract";

/** What a policy gives under `rules[name]`, held against what is taken there. */
export function checkedParameters<P>(name: string, schema: z.ZodType<P>) {
  const problems = (raw: unknown): readonly string[] =>
    schemaProblems(schema, raw, schema.safeParse(raw).error?.issues ?? [], ["rules", name]);
  return {
    problems,
    /** @throws InputError with every problem */
    checked: (raw: unknown): P => {
      const result = schema.safeParse(raw);
      if (result.success) return result.data;
      throw new InputError(`the policy's parameters of rule ${name} are not what it takes`, {
        problems: problems(raw),
        hint: "correct policy.rules in the stack's policy.ts, then synth again",
      });
    },
  };
}
