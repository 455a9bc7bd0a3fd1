import type { Kind } from "../../../../contract";
import type { Watch } from "./subject";

export { type Outstanding, regionOf, type Subject, type Watch } from "./subject";

/** Kinds whose turns are seen to happen. Each loads its AWS client when it is first needed: together they would slow every command. */
const WATCHES: Partial<Record<Kind, () => Promise<Watch>>> = {
  "auto-scaling-group": async () => (await import("./auto-scaling-group")).watchGroups,
  "dynamodb-table": async () => (await import("./dynamodb-table")).watchTables,
  "aurora-cluster": async () => (await import("./aurora-cluster")).watchAurora,
  redis: async () => (await import("./redis")).watchRedis,
  dax: async () => (await import("./dax")).watchDax,
};

/** How a kind's turns are watched; undefined where nobody looks and Terraform's own waiting has to do. */
export const watchOf = async (kind: Kind): Promise<Watch | undefined> => WATCHES[kind]?.();
