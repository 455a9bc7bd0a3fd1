import { buildCache as buildRedis, type Cache, type Clients } from "../parts";
import type { TradingContext } from "./context";

export const buildCache = (context: TradingContext, clients: Clients): Cache =>
  buildRedis(context, {
    component: "cache",
    name: context.names.cache,
    description: `Market data and order state of ${context.deployment.name}`,
    clients,
    size: context.sizes.cache,
  });
