export { type AnalyzeStoredOptions, analyzeStored, DEFAULT_THREADS, type Decided, type OnComponent } from "./stored";
