import { z } from "zod";
import type { Values } from "../../contract";
import { costsSchema } from "./costs";
import { marketSchema } from "./demand";
import { faultSchema } from "./faults";
import { systemSchema } from "./systems";
import { tagsSchema } from "./tags";

const value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.strictObject({ stop: z.string(), start: z.string() })]);
const configurationSchema: z.ZodType<Values> = z.record(z.string(), value);

/** A scenario: what there is to measure. Everything that is served follows from it, the configuration and the clock. */
export const scenarioSchema = z.strictObject({
  $schema: z.string().optional(),
  name: z.string(),
  description: z.string(),
  seed: z.int().nonnegative(),
  /** What the simulator's clock shows at the start. */
  now: z.iso.datetime(),
  market: marketSchema,
  /** By the component's name in the contract. A component that is not named publishes nothing. */
  components: z.record(z.string(), systemSchema),
  /** Sizes it is played at, by variable. @default the contract's defaults */
  configuration: configurationSchema.optional(),
  faults: z.array(faultSchema).default([]),
  /** What Cost Explorer knows. @default an account without commitments and bills */
  costs: costsSchema.optional(),
  /** Tags of components. @default those that every stack sets */
  tags: tagsSchema.optional(),
});
export type Scenario = z.infer<typeof scenarioSchema>;

const partial = (): z.ZodType => z.record(z.string(), z.unknown());

/** A scenario file: whole, or a variation of another that names only what differs (objects are merged, lists replaced). */
export const scenarioFileSchema = z.union([
  scenarioSchema,
  z.strictObject({
    $schema: z.string().optional(),
    /** Path of the file to vary, relative to this one. */
    extends: z.string(),
    name: z.string(),
    description: z.string(),
    seed: z.int().nonnegative().optional(),
    now: z.iso.datetime().optional(),
    market: partial().optional(),
    components: z.record(z.string(), partial()).optional(),
    configuration: configurationSchema.optional(),
    faults: z.array(faultSchema).optional(),
    costs: partial().optional(),
    tags: partial().optional(),
  }),
]);
