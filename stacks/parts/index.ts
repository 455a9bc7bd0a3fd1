export { alarmId, alarmName } from "./alarm-names";
export {
  type AlarmTarget,
  auroraTargets,
  balancerTargets,
  type ConnectionLimit,
  cacheTargets,
  groupTargets,
  maxConnections,
  rdsTargets,
  tableTargets,
} from "./alarm-targets";
export { auroraGlobalInventory, auroraInventory } from "./aurora-inventory";
export { buildCache, type Cache } from "./cache";
export {
  type AnyContext,
  type Clients,
  type InventoryPart,
  type Place,
  type PlaceNetwork,
  type StackContext,
  ZONES,
  type Zone,
} from "./context";
export {
  auroraGraphs,
  balancerGraphs,
  cacheGraphs,
  type DashboardTable,
  entry,
  type Graph,
  groupGraphs,
  type Line,
  limitsOn,
  rdsGraphs,
  serviceGraphs,
  serviceLine,
  tableGraphs,
} from "./dashboard";
export { itemActions, logInToDatabase, useCache, useKeyedTables, useTables } from "./data-access";
export { buildObservability, type Observability } from "./observability";
export { declareOutputs } from "./outputs";
export { buildPlace } from "./place";
export { buildService, type Service, serviceResources } from "./service";
export { readSettings, serviceSettings } from "./settings";
export { amiVariable, desiredCapacityVariable } from "./variables";
