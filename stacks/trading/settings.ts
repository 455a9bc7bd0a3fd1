import { z } from "zod";
import { PLACEMENTS } from "../../modules/auto-scaling-group";
import type { Deployment } from "../foundation";
import { readSettings, serviceSettings } from "../parts";
import { linkSettings } from "./link";

const settingsSchema = z.strictObject({
  ...serviceSettings,
  /** How instances are placed: `cluster` for latency, `partition` for spread over racks. */
  placement: z.enum(PLACEMENTS).default("cluster"),
  /** ENA Express on instance types that have it. */
  enaExpress: z.boolean().default(false),
  /** The Direct-Connect-like link. */
  link: linkSettings.prefault({}),
});

export type TradingSettings = z.infer<typeof settingsSchema>;

/** @throws InputError with every problem of the settings */
export const tradingSettings = (deployment: Pick<Deployment, "name" | "settings">): TradingSettings =>
  readSettings("trading", settingsSchema, deployment);
