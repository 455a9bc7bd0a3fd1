import type { MetricEntry } from "../metric";
import { instanceMetrics } from "./sagemaker";

/** By host of each job: `<job>/algo-<n>`. Between jobs there is nothing. */
export const trainingJobMetrics: readonly MetricEntry[] = instanceMetrics("host", "/aws/sagemaker/TrainingJobs");
