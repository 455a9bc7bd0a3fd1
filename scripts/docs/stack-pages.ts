import { join } from "node:path";
import { CONFIG_FILE, loadConfig, type StackDefinition } from "../../stacks/foundation";
import { saas } from "../../stacks/saas";
import { staging } from "../../stacks/staging";
import { trading } from "../../stacks/trading";
import { listPrices } from "./list-prices";
import type { Page } from "./page";
import { withPart } from "./parts";

/** Stacks whose README prices them. */
const PRICED: readonly StackDefinition[] = [trading, saas, staging];

/** READMEs of stacks, priced as their deployment of the same name is configured. */
export function stackPages(root: string): readonly Page[] {
  const deployments = loadConfig(join(root, CONFIG_FILE));
  return PRICED.map((definition) => {
    const path = `stacks/${definition.name}/README.md`;
    const deployment = deployments.find(({ name }) => name === definition.name);
    if (deployment === undefined) throw new RangeError(`${CONFIG_FILE} has no deployment ${definition.name}`);
    const prices = () => `## Monthly list price\n\n${listPrices(definition, deployment)}`;
    return { path, content: (current) => withPart(current || `# ${definition.name}\n`, path, "prices", prices()) };
  });
}
