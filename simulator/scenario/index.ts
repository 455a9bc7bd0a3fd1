export { API_FAULTS, type ApiFault, type ApiFaultName, type DataFault, type Fault, faultSchema, resolveMoment } from "./faults";
export { loadScenario, parseScenario, SCENARIOS } from "./load";
export { type Scenario, scenarioFileSchema, scenarioSchema } from "./schema";
