import { z } from "zod";
import { InputError, type StackName } from "../../contract";
import type { Deployment } from "../foundation";

/** Settings that every stack with a service has. */
export const serviceSettings = {
  /** `s3://bucket/key.tar.gz` of the service. @default the default service of modules/service-runtime */
  artifactUri: z.string().exactOptional(),
  /** Who is told of alarms. */
  alertEmails: z.array(z.email()).readonly().default([]),
};

/**
 * `deployments.<name>.settings`: choices that are made at synth and are no sizes.
 * @throws InputError with every problem of the settings
 */
export function readSettings<S extends z.ZodType>(
  stack: StackName,
  schema: S,
  { name, settings }: Pick<Deployment, "name" | "settings">,
): z.output<S> {
  const parsed = schema.safeParse(settings);
  if (parsed.success) return parsed.data;
  throw new InputError(`deployments.${name}.settings has ${parsed.error.issues.length} problem(s)`, {
    problems: parsed.error.issues.map((issue) => `${["settings", ...issue.path].join(".")}: ${issue.message}`),
    hint: `correct trimtab.config.json; stacks/${stack}/settings.ts lists what it takes`,
  });
}
