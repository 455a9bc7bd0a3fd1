import { z } from "zod";
import { InputError, type StackName } from "../../contract";
import type { Deployment } from "../foundation";

/** Certificate of ACM that a load balancer uses. */
export const certificateArn = z
  .string()
  .regex(/^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[A-Za-z0-9-]+$/, "the ARN of a certificate in ACM");

/** @returns what is wrong where something of another region is named; undefined where it is of this one, or nothing is named */
export function elsewhere(what: string, arn: string | undefined, region: string): string | undefined {
  const its = arn?.split(":")[3];
  return its === undefined || its === "" || its === region
    ? undefined
    : `${what} in ${region} has to be of ${region}, and this one is of ${its}`;
}

/** For `refine` of a list. */
export const NOTHING_TWICE = [
  (items: readonly unknown[]): boolean => new Set(items).size === items.length,
  "names something twice",
] as const;

/** Settings that every stack with a service has. */
export const serviceSettings = {
  /** `s3://bucket/key.tar.gz` of the service. @default the default service of modules/service-runtime */
  artifactUri: z.string().exactOptional(),
  /** Who is told of alarms. */
  alertEmails: z
    .array(z.email())
    .refine(...NOTHING_TWICE)
    .readonly()
    .default([]),
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
    hint: `docs/configuration.md lists what settings of ${stack} take`,
  });
}
