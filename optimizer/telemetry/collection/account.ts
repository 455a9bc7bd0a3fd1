import type { DeploymentContract } from "../../../contract";
import type { AccountFacts } from "../account";
import { type ConsumerOptions, readConsumers } from "../consumers";
import type { TagBook } from "../snapshot";
import { readTags } from "../tags";

/** What the account itself says of the deployment's resources: their tags, and who reads its tables' streams. */
export async function readAccount(
  contract: DeploymentContract,
  options: ConsumerOptions,
): Promise<{ readonly tags: TagBook; readonly account: AccountFacts }> {
  const [{ tags, unreadTags }, streams] = await Promise.all([readTags(contract, options), readConsumers(contract, options)]);
  return { tags, account: { unreadTags, streams } };
}
