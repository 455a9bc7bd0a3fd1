/** schemas/: the JSON Schemas that users validate against, from the zod schemas that the product itself uses. */
import { z } from "zod";
import { canonicalJson, configSchema } from "../contract";
import { recommendationsSchema } from "../optimizer/plan/recommendation";
import { scenarioFileSchema } from "../simulator";

interface Published {
  /** File in schemas/. */
  readonly file: string;
  readonly title: string;
  readonly schema: z.ZodType;
  /** `input` where people write the file, so that what has a default may be left out. @default "output" */
  readonly io?: "input" | "output";
}

/** One line per published schema. */
export const SCHEMAS: readonly Published[] = [
  { file: "config.schema.json", title: "trimtab.config.json", schema: configSchema },
  { file: "recommendations.schema.json", title: "out/<deployment>/recommendations.json of trimtab", schema: recommendationsSchema },
  { file: "scenario.schema.json", title: "Scenario of trimtab simulate", schema: scenarioFileSchema, io: "input" },
];

export const render = ({ title, schema, io = "output" }: Published): string =>
  canonicalJson({ title, ...z.toJSONSchema(schema, { target: "draft-7", io }) });
