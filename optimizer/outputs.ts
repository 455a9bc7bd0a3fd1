import { join } from "node:path";
import { canonicalJson, jsonProblem, StoreError } from "../contract";
import { namesIn, readIfPresent, replaceFiles } from "./files";
import { type Recommendations, recommendationsSchema } from "./plan/recommendation";
import { summaryMarkdown } from "./report/summary";

export const RECOMMENDATIONS = "recommendations.json";
const SUMMARY = "summary.md";
const MOST_PROBLEMS = 5;
const PHASE = /^phase-\d+\.tfvars\.json$/;

/**
 * Writes what a run makes for people and tools into one directory, all files or none. Phases of an earlier run that this one does not
 * have are removed.
 * @returns the paths that were written
 */
export async function writeOutputs(directory: string, recommendations: Recommendations): Promise<readonly string[]> {
  const files: Record<string, string> = {
    [join(directory, RECOMMENDATIONS)]: canonicalJson(recommendations),
    [join(directory, SUMMARY)]: summaryMarkdown(recommendations),
  };
  for (const { number, values } of recommendations.phases) files[join(directory, `phase-${number}.tfvars.json`)] = canonicalJson(values);
  const stale = (await namesIn(directory)).filter((name) => PHASE.test(name)).map((name) => join(directory, name));
  await replaceFiles({ ...Object.fromEntries(stale.map((path) => [path, null])), ...files });
  return Object.keys(files);
}

/** The recommendations of the last run. @throws StoreError when there are none, or they are damaged */
export async function readRecommendations(directory: string, deployment: string): Promise<Recommendations> {
  const path = join(directory, RECOMMENDATIONS);
  const text = await readIfPresent(path);
  const hint = `Run trimtab optimize ${deployment}, or trimtab analyze ${deployment} on a stored snapshot.`;
  if (text === null) throw new StoreError(`There are no recommendations for ${deployment} in ${directory}`, { hint });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new StoreError(`${path} is not JSON`, { problems: [jsonProblem(text)], hint, cause });
  }
  const parsed = recommendationsSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, MOST_PROBLEMS).map((issue) => `${issue.path.join(".") || "the file"}: ${issue.message}`);
  throw new StoreError(`${path} is damaged or of another version`, { problems, hint });
}
