export type { QueueSpec } from "./events";
export { percentile, type ResponseMinutes } from "./percentile";
export { HIGHEST_RHO, type QueueTable, queueTable, queueTables } from "./table";
