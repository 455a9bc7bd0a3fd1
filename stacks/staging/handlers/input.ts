import * as z from "zod/mini";

/**
 * Reads an event or the environment by its schema.
 * @throws Error with every problem, as Lambda logs it
 */
export function read<Schema extends z.ZodMiniType>(what: string, schema: Schema, given: unknown): z.infer<Schema> {
  const parsed = z.safeParse(schema, given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".") || what}: ${issue.message}`);
  throw new Error(`${what} has ${problems.length} problem(s): ${problems.join("; ")}`);
}

/** When a scheduled call was due, ISO 8601 in UTC: what depends on the day depends on this, so that a repeated call does the same again. */
export const due = z.object({ time: z.iso.datetime({ offset: true }) });

/** An environment variable of whole numbers in decimal. */
export const wholeNumber = z.pipe(z.string().check(z.regex(/^\d+$/)), z.transform(Number));
