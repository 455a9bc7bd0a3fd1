import { join } from "node:path";
import { type AccountFacts, accountFactsSchema } from "../account";
import { ACCOUNT_FILE } from "./facts";
import { parseJson, readText } from "./read-files";

/** What a stored snapshot's account was asked for beside metrics; undefined where there was none to ask. @throws StoreError for a damaged file */
export async function readAccountFacts(directory: string): Promise<AccountFacts | undefined> {
  const text = await readText(directory, ACCOUNT_FILE);
  return text === undefined ? undefined : parseJson(join(directory, ACCOUNT_FILE), text, accountFactsSchema);
}
