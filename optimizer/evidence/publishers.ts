import { isPublishedBy, METRICS, type MetricEntry } from "../../contract";
import type { ComponentHistory } from "./history";

/** The catalog's metrics of a name that some resource of the component publishes. */
export const publishersOf = (history: ComponentHistory, metric: string): readonly MetricEntry[] =>
  METRICS[history.definition.kind].filter(
    (entry) => entry.name === metric && history.resources.some((resource) => isPublishedBy(entry, resource)),
  );
