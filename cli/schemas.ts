import { z } from "zod";
import { canonicalJson, configSchema, contractFileSchema } from "../contract";
import { recommendationsSchema } from "../optimizer/plan/recommendation";
import { explanationSchema, explanationsSchema } from "../optimizer/report/explanation";
import { scenarioFileSchema } from "../simulator";

/** A JSON Schema of schemas/, made from the zod schema that the product itself uses. */
export interface Published {
  /** As `trimtab schema NAME` takes it; with `.schema.json` its file in schemas/. */
  readonly name: string;
  readonly title: string;
  readonly schema: z.ZodType;
  /** `input` where people write the file, so that what has a default may be left out. @default "output" */
  readonly io?: "input" | "output";
}

/** One line per published schema. */
export const SCHEMAS: readonly Published[] = [
  { name: "config", title: "trimtab.config.json", schema: configSchema },
  { name: "contract", title: "Contract of trimtab for a root module of your own", schema: contractFileSchema, io: "input" },
  { name: "explanation", title: "What trimtab explain --json prints of a component", schema: explanationSchema },
  { name: "explanations", title: "What trimtab explain --json prints where no component is named", schema: explanationsSchema },
  { name: "recommendations", title: "out/<deployment>/recommendations.json of trimtab", schema: recommendationsSchema },
  { name: "scenario", title: "Scenario of trimtab simulate", schema: scenarioFileSchema, io: "input" },
];

export const fileOf = ({ name }: Published): string => `${name}.schema.json`;

export const renderSchema = ({ title, schema, io = "output" }: Published): string =>
  canonicalJson({ title, ...z.toJSONSchema(schema, { target: "draft-7", io }) });
