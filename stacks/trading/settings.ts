import { z } from "zod";
import { InputError } from "../../contract";
import { PLACEMENTS } from "../../modules/auto-scaling-group";
import type { Deployment } from "../foundation";
import { linkSettings } from "./link";

/** `deployments.<name>.settings` of a trading deployment: choices that are made at synth and are no sizes. */
const settingsSchema = z.strictObject({
  /** How instances are placed: `cluster` for latency, `partition` for spread over racks. */
  placement: z.enum(PLACEMENTS).default("cluster"),
  /** ENA Express on instance types that have it. */
  enaExpress: z.boolean().default(false),
  /** `s3://bucket/key.tar.gz` of the order service; the default service where it is left out. */
  artifactUri: z.string().exactOptional(),
  link: linkSettings.prefault({}),
  /** Who is told of alarms. */
  alertEmails: z.array(z.email()).readonly().default([]),
});

export type TradingSettings = z.infer<typeof settingsSchema>;

/** @throws InputError with every problem of the settings */
export function tradingSettings({ name, settings }: Pick<Deployment, "name" | "settings">): TradingSettings {
  const parsed = settingsSchema.safeParse(settings);
  if (parsed.success) return parsed.data;
  throw new InputError(`deployments.${name}.settings has ${parsed.error.issues.length} problem(s)`, {
    problems: parsed.error.issues.map((issue) => `${["settings", ...issue.path].join(".")}: ${issue.message}`),
    hint: "correct trimtab.config.json; stacks/trading/settings.ts lists what it takes",
  });
}
