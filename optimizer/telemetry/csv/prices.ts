import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { InputError, jsonProblem } from "../../../contract";
import type { PriceBook } from "../snapshot";
import { isMissing } from "../snapshot/read-files";
import { pricesSchema } from "../snapshot/schema";

/** Prices beside the files, in the form in which a snapshot keeps its own: another snapshot's can be copied here. */
export const PRICES_FILE = "prices.json";

const NO_PRICES: PriceBook = { prices: [], unpriced: [] };
const HINT = `Copy the ${PRICES_FILE} of a snapshot that was read from AWS, or leave it out: then all is unpriced, and no saving can be shown.`;
const MOST_LISTED = 10;

/** @throws InputError that lists what is wrong with the folder's prices */
export async function readPrices(directory: string): Promise<PriceBook> {
  const file = join(directory, PRICES_FILE);
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    if (isMissing(cause)) return undefined;
    throw new InputError(`${file} cannot be read`, { hint: HINT, cause });
  });
  if (text === undefined) return NO_PRICES;
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new InputError(`${file} is not JSON`, { problems: [jsonProblem(text)], hint: HINT, cause });
  }
  const parsed = pricesSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, MOST_LISTED).map(({ path, message }) => `${path.join(".") || "the file"}: ${message}`);
  throw new InputError(`${file} is no list of prices`, { problems, hint: HINT });
}
