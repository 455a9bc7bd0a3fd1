import { z } from "zod";
import { lookBackDaysSchema, minConfidenceSchema, REGION_NAME } from "../contract";
import type { Option } from "./command";

const option = <T>(type: Option["type"], describe: string, schema: z.ZodType<T>): Option<T> => ({ type, describe, schema });
const text = (what: string) => z.string({ error: what }).min(1, what);
const amount = "takes an amount of US dollars, 0 or more";

export const positional = {
  deployment: option("string", "A deployment of trimtab.config.json", text("name a deployment")),
  component: option("string", "A component of the deployment", text("name a component")),
  anyComponent: option(
    "string",
    "A component of the deployment; all of them, a line each, where none is named",
    text("name a component").optional(),
  ),
  schema: option("string", "What the file is of", text("name a schema")),
  file: option("string", "A file", text("name a file")),
  variable: option("string", "A variable of the override", text("name a variable")),
} as const;

/** Options that mean the same wherever they appear. */
export const common = {
  json: option("boolean", "Print the result as JSON", z.boolean().default(false)),
  debug: option("boolean", "Show stack traces", z.boolean().default(false)),
  days: option("number", "Days to look back, instead of the policy's", lookBackDaysSchema.optional()),
  confidence: option("number", "Least strength of evidence, instead of the policy's", minConfidenceSchema.optional()),
  "opt-in": option(
    "string",
    "Opt-ins of the policy to take for this run, by rule, separated by commas: valkey,aurora-storage",
    text("takes the names of rules, separated by commas")
      .transform((names) => names.split(",").map((name) => name.trim()))
      .optional(),
  ),
  contract: option(
    "string",
    "Contract and policy of a root module of your own, YAML or JSON (default: TRIMTAB_CONTRACT; else what npm run synth wrote)",
    text("takes a file").optional(),
  ),
  region: option(
    "string",
    "Only this region of the deployment",
    z.string().regex(REGION_NAME, "takes the name of an AWS region such as us-east-1").optional(),
  ),
  "dry-run": option("boolean", "Say what would be proposed, write no override", z.boolean().default(false)),
  overrides: option(
    "string",
    "Directory of the overrides",
    text("takes a directory").default(process.env.TRIMTAB_OVERRIDES || "overrides"),
  ),
  snapshot: option(
    "string",
    "A stored snapshot, instead of the newest that is not the simulator's",
    text("takes the directory of a snapshot").optional(),
  ),
  store: option(
    "string",
    "Where snapshots are kept: a directory, or s3://bucket/prefix (default: `snapshots` of trimtab.config.json, or .trimtab/snapshots)",
    text("takes a directory or s3://bucket/prefix").optional(),
  ),
  "detailed-exitcode": option("boolean", "Exit with 2 where there is something to change", z.boolean().default(false)),
  estimate: option("boolean", "Say what the API calls would cost, and make none", z.boolean().default(false)),
  "max-api-cost": option(
    "number",
    "US dollars that API calls may cost, instead of the policy's",
    z.number(amount).min(0, amount).optional(),
  ),
  now: option(
    "string",
    "What counts as the present, ISO 8601, UTC: for rehearsals",
    z.iso.datetime({ error: "takes a time such as 2026-11-20T14:30:00Z" }).optional(),
  ),
} as const;

export { option, text };
