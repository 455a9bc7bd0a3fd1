import { METRICS, type Threshold } from "../../../contract";
import { cloudWatchLimit } from "../../../modules/threshold-alarm";

const metric = (kind: keyof typeof METRICS, name: string) => {
  const found = METRICS[kind].find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`no ${name} in the catalog`);
  return found;
};
const limit = (value: number, unit: Threshold["unit"], statistic: Threshold["statistic"], per?: string): Threshold => ({
  component: "any",
  metric: "any",
  statistic,
  limit: value,
  unit,
  ...(per === undefined ? {} : { per }),
});

describe("a limit in canonical units, as CloudWatch compares it", () => {
  test.each([
    ["a fraction of a percentage", "auto-scaling-group", "cpu", limit(0.8, "fraction", "Average"), 80],
    ["milliseconds as they are", "auto-scaling-group", "latency", limit(15, "milliseconds", "p95"), 15],
    ["a count as it is", "auto-scaling-group", "queue_depth", limit(1000, "count", "Maximum"), 1000],
    ["a rate of a sum over the alarm's minute", "dynamodb-table", "read_throttles", limit(2, "count-per-second", "Sum"), 120],
    ["a rate of a total over the metric's own interval", "auto-scaling-group", "network_in", limit(10, "bytes-per-second", "Maximum"), 600],
    ["milliseconds of a load balancer's seconds", "auto-scaling-group", "target_response_time", limit(2_000, "milliseconds", "p95"), 2],
    ["more than no unhealthy host is one or more", "auto-scaling-group", "unhealthy_hosts", limit(0, "count", "Maximum"), 0],
    ["requests per second and target", "auto-scaling-group", "requests_per_target", limit(50, "count-per-second", "Sum"), 3_000],
    ["a ratio as it is", "auto-scaling-group", "errors", limit(0.01, "fraction", "Sum", "requests"), 0.01],
  ] as const)("%s", (_name, kind, name, threshold, expected) => {
    expect(cloudWatchLimit(threshold, metric(kind, name), 60)).toBe(expected);
  });
});
