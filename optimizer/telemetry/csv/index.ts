export { type CollectFromCsvOptions, collectFromCsv } from "./collect";
export { type CsvMapping, MAPPING_FILE } from "./mapping";
