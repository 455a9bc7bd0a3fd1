export { type CollectFromJsonOptions, collectFromJson } from "./collect";
