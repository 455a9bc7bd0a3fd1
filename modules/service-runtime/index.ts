export { agentConfig, EMF_PORT } from "./agent";
export { collectorConfig } from "./collector";
export { ServiceRuntime, type ServiceRuntimeProps } from "./service-runtime";
export { type Endpoint, USER_DATA_LIMIT_BYTES, userData } from "./user-data";
