import type { DeploymentContract } from "../../../contract";
import type { AccountFacts } from "../account";
import { type ConsumerOptions, readConsumers } from "../consumers";
import { readExistence } from "../existence";
import type { TagBook } from "../snapshot";
import { readTags } from "../tags";
import { readTraining } from "../training";

/** What the account itself says of the deployment's resources: their tags, who reads its tables' streams, since when what may be idle exists, and how its training ran. */
export async function readAccount(
  contract: DeploymentContract,
  options: ConsumerOptions,
): Promise<{ readonly tags: TagBook; readonly account: AccountFacts }> {
  const [{ tags, unreadTags }, streams, existsSince, trainingRuns] = await Promise.all([
    readTags(contract, options),
    readConsumers(contract, options),
    readExistence(contract, options),
    readTraining(contract, options),
  ]);
  return { tags, account: { unreadTags, streams, existsSince, trainingRuns } };
}
