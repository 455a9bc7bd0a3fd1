import { z } from "zod";

export const settingSchema = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.string()).readonly(),
  z.strictObject({ stop: z.string(), start: z.string() }),
]);

/** One Terraform variable, from what to what. */
export const deltaSchema = z.strictObject({ variable: z.string(), from: settingSchema, to: settingSchema });
export type Delta = z.infer<typeof deltaSchema>;
