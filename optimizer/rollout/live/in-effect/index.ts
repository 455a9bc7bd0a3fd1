import type { Kind } from "../../../../contract";
import { watchAurora } from "./aurora-cluster";
import { watchAuroraGlobal } from "./aurora-global";
import { watchGroups } from "./auto-scaling-group";
import { watchDax } from "./dax";
import { watchTables } from "./dynamodb-table";
import { watchEndpoints } from "./inference-endpoint";
import { watchFunctions } from "./lambda-function";
import { watchRds } from "./rds-instance";
import { watchRedis } from "./redis";
import type { Watch } from "./subject";

export { recordGroups } from "./auto-scaling-group";
export { type Outstanding, regionOf, type Subject, type Watch } from "./subject";

/** Kinds whose turns are seen to happen. */
const WATCHES: Partial<Record<Kind, Watch>> = {
  "auto-scaling-group": watchGroups,
  "dynamodb-table": watchTables,
  "aurora-cluster": watchAurora,
  "aurora-global": watchAuroraGlobal,
  "rds-instance": watchRds,
  redis: watchRedis,
  dax: watchDax,
  "lambda-function": watchFunctions,
  "inference-endpoint": watchEndpoints,
};

/** How a kind's turns are watched; undefined where nobody looks and Terraform's own waiting has to do. */
export const watchOf = (kind: Kind): Watch | undefined => WATCHES[kind];
