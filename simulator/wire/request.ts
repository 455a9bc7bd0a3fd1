import type { z } from "zod";
import { ServiceError } from "./errors";

/** Checks a request's body; every problem goes into one error with the service's code for it. */
export function parseRequest<S extends z.ZodType>(schema: S, body: unknown, code: string): z.infer<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "request"}: ${message}`);
  throw new ServiceError(code, problems.join("; "));
}
