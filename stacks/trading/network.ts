import { buildPlace } from "../parts";
import type { TradingContext, TradingStack } from "./context";
import { tradingNames } from "./names";

/** The keys and the network that all other parts stand on. */
export function buildContext(stack: TradingStack): TradingContext {
  const { deployment, sizes } = stack;
  const { name, protection } = deployment;
  const place = buildPlace(stack, {
    ...deployment,
    cidr: deployment.vpcCidr,
    dataAtRest: `Orders at rest in ${name}: tables, database, cache, volumes, queues, topics`,
  });
  return { ...place, stack, deployment, sizes, names: tradingNames(name), protection };
}
