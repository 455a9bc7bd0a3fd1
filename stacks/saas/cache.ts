import { buildCache as buildRedis, type Cache, type Clients } from "../parts";
import type { SaasContext } from "./context";

export const buildCache = (context: SaasContext, clients: Clients): Cache =>
  buildRedis(context, {
    component: "cache",
    name: context.names.cache,
    description: `Sessions and hot tenants of ${context.deployment.name}`,
    clients,
    size: context.sizes.cache,
  });
