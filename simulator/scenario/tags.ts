import { z } from "zod";

/** Tags beside those that every stack sets, by component. */
export const tagsSchema = z.record(z.string(), z.record(z.string(), z.string()));
export type ScenarioTags = z.infer<typeof tagsSchema>;
