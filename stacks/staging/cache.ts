import { buildCache as buildRedis, type Cache, type Clients } from "../parts";
import type { StagingContext } from "./context";

export const buildCache = (context: StagingContext, clients: Clients): Cache =>
  buildRedis(context, {
    component: "cache",
    name: context.names.cache,
    description: `Sessions and answers of ${context.deployment.name}`,
    clients,
    size: context.sizes.cache,
  });
