import type { MetricEntry } from "../metric";
import { NEED, PERCENT } from "./shapes";

export const SAGEMAKER_SOURCE = "https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html";

/** SageMaker adds up 0–100 % of every vCPU and every GPU of an instance. */
const BUSY = { awsUnit: "Percent", scale: 0.01, unit: "count" } as const;

/** What an instance's containers use; statistics run over the instances of the variant or job. */
export const instanceMetrics = (scope: string, namespace: string): readonly MetricEntry[] => {
  const instance = { scope, namespace, cadenceSeconds: 60, source: SAGEMAKER_SOURCE, ...NEED } as const;
  return [
    { ...instance, ...BUSY, busy: "vcpu", name: "cpu", metricName: "CPUUtilization" },
    { ...instance, ...BUSY, busy: "gpu", name: "gpu", metricName: "GPUUtilization" },
    { ...instance, ...BUSY, busy: "gpu", name: "gpu_memory", metricName: "GPUMemoryUtilization" },
    { ...instance, ...PERCENT, name: "memory", metricName: "MemoryUtilization" },
    { ...instance, ...PERCENT, name: "disk", metricName: "DiskUtilization" },
  ];
};
