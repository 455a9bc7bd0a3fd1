import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { InputError, jsonProblem } from "../../../contract";
import { parseTimestamp } from "../csv/timestamp";

const EXTENSION = ".json";

/** What one query of a page answered. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataResult.html */
const resultSchema = z.looseObject({
  Id: z.string(),
  Label: z.string().default(""),
  Timestamps: z.array(z.union([z.string(), z.number()])).default([]),
  Values: z.array(z.number()).default([]),
  StatusCode: z.string().default("Complete"),
});
const pageSchema = z.looseObject({ MetricDataResults: z.array(resultSchema), NextToken: z.string().nullish() });

/** One query's points over all pages. */
export interface QueryResult {
  readonly id: string;
  readonly label: string;
  readonly times: readonly number[];
  readonly values: readonly number[];
}

export interface Pages {
  readonly results: readonly QueryResult[];
  /** Where the first file lies, and a mapping may. */
  readonly directory: string;
}

/**
 * Reads what `aws cloudwatch get-metric-data` printed: files, or folders of them, each one page or all pages in one.
 * @throws InputError that lists every problem: no such answer, values without times, a query that AWS did not answer whole
 */
export async function readPages(paths: readonly string[], mappingFile: string): Promise<Pages> {
  const files = (await Promise.all(paths.map(async (path) => filesAt(path, mappingFile)))).flat();
  const problems: string[] = [];
  const byQuery = new Map<string, { id: string; label: string; times: number[]; values: number[]; status: string }>();
  let token: string | null | undefined;
  for (const file of files) {
    const page = await readPage(file);
    if (typeof page === "string") {
      problems.push(page);
      continue;
    }
    token = page.NextToken;
    for (const { Id, Label, Timestamps, Values, StatusCode } of page.MetricDataResults) {
      const known = byQuery.get(`${Id}\n${Label}`) ?? { id: Id, label: Label, times: [], values: [], status: "" };
      byQuery.set(`${Id}\n${Label}`, known);
      known.status = StatusCode;
      if (Timestamps.length !== Values.length) problems.push(`${file}: ${Id} has ${Timestamps.length} times and ${Values.length} values`);
      for (const [i, time] of Timestamps.entries()) {
        const epoch = parseTimestamp(typeof time === "number" ? `${Math.floor(time)}` : time);
        if (Number.isNaN(epoch)) problems.push(`${file}: ${Id}: ${JSON.stringify(time)} is no time such as 2026-11-20T18:55:00Z`);
        known.times.push(epoch);
        known.values.push(Values[i] ?? Number.NaN);
      }
    }
  }
  const results = [...byQuery.values()];
  for (const { id, status } of results)
    if (status !== "Complete") problems.push(`${id}: AWS answered ${status}, and no later page completes it`);
  if (token !== undefined && token !== null) problems.push(`${files.at(-1)}: has a NextToken, so that at least one page is missing`);
  if (problems.length > 0) {
    throw new InputError(`The answers in ${paths.join(", ")} cannot be read`, {
      problems: problems.slice(0, MOST_LISTED),
      hint: "Give all pages that `aws cloudwatch get-metric-data --output json` printed, in their order.",
    });
  }
  return { results, directory: dirname(files[0] ?? ".") };
}

const MOST_LISTED = 15;
/** Page 10 comes after page 9. */
const inOrder = new Intl.Collator("en", { numeric: true }).compare;

async function filesAt(path: string, mappingFile: string): Promise<readonly string[]> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new InputError(`There is no file or folder ${path}`, {
      hint: "Name one with --from-json PATH, several with commas between.",
      cause,
    });
  });
  if (!found.isDirectory()) return [path];
  const names = (await readdir(path)).filter((name) => name.endsWith(EXTENSION) && name !== mappingFile).sort(inOrder);
  if (names.length > 0) return names.map((name) => join(path, name));
  throw new InputError(`${path} holds no ${EXTENSION} file`, { hint: "Save the output of `aws cloudwatch get-metric-data` there." });
}

/** @returns what is wrong with it, in a line */
async function readPage(file: string): Promise<z.infer<typeof pageSchema> | string> {
  let content: unknown;
  let text = "";
  try {
    text = await readFile(file, "utf8");
    content = JSON.parse(text);
  } catch (error) {
    return `${file}: ${error instanceof SyntaxError ? `is not JSON: ${jsonProblem(text)}` : error instanceof Error ? error.message : String(error)}`;
  }
  const parsed = pageSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return `${file}: ${issue?.path.join(".") || "the file"}: ${issue?.message}`;
}
