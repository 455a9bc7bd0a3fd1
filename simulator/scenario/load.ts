import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { InputError, jsonProblem } from "../../contract";
import { type Scenario, scenarioSchema } from "./schema";

type Json = Record<string, unknown>;

const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

/** Folder of the scenarios that come with Trimtab. */
export const SCENARIOS = resolve(__dirname, "..", "scenarios");

/**
 * Reads a scenario file; what it extends is read first.
 * @throws InputError that names the file and every problem in it
 */
export function loadScenario(path: string): Scenario {
  return parseScenario(merged(resolve(path), []), path);
}

/** Checks a scenario that comes from outside. */
export function parseScenario(candidate: unknown, from = "scenario"): Scenario {
  const parsed = scenarioSchema.safeParse(candidate);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join(".") || "the file"}: ${issue.message}`);
  throw new InputError(`${from} is no scenario`, { problems, hint: "schemas/scenario.schema.json says what a scenario holds" });
}

function merged(path: string, above: readonly string[]): Json {
  if (above.includes(path)) throw new InputError(`${path} extends itself`, { hint: "break the circle of extends" });
  const file = readJson(path);
  const parent = z.string().optional().safeParse(file.extends);
  if (parent.data === undefined) return file;
  const { extends: _, ...own } = file;
  return merge(merged(resolve(dirname(path), parent.data), [...above, path]), own);
}

function readJson(path: string): Json {
  let text = "";
  try {
    text = readFileSync(path, "utf8");
    const parsed: unknown = JSON.parse(text);
    if (isJson(parsed)) return parsed;
  } catch (cause) {
    const problem = cause instanceof SyntaxError ? jsonProblem(text) : cause instanceof Error ? cause.message : String(cause);
    throw new InputError(`scenario ${path} cannot be read: ${problem}`, {
      cause,
      hint: "name a JSON file as schemas/scenario.schema.json describes it",
    });
  }
  throw new InputError(`scenario ${path} must hold one JSON object`);
}

function merge(base: Json, over: Json): Json {
  const result: Json = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = result[key];
    result[key] = isJson(below) && isJson(value) ? merge(below, value) : value;
  }
  return result;
}
