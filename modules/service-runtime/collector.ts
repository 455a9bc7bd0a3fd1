const LOOPBACK = "127.0.0.1";

/**
 * Configuration of the AWS Distro for OpenTelemetry collector: spans by OTLP on loopback, out to X-Ray; its proxy serves the account's
 * sampling rules to SDKs. YAML takes JSON as it is. https://aws-otel.github.io/docs/components/x-ray-receiver
 */
export const collectorConfig = (region: string) => ({
  extensions: { awsproxy: { endpoint: `${LOOPBACK}:2000`, region } },
  receivers: { otlp: { protocols: { grpc: { endpoint: `${LOOPBACK}:4317` }, http: { endpoint: `${LOOPBACK}:4318` } } } },
  processors: {
    memory_limiter: { check_interval: "1s", limit_mib: 256, spike_limit_mib: 64 },
    resourcedetection: { detectors: ["ec2"] },
    batch: { timeout: "1s", send_batch_size: 50 },
  },
  exporters: { awsxray: { region } },
  service: {
    extensions: ["awsproxy"],
    pipelines: { traces: { receivers: ["otlp"], processors: ["memory_limiter", "resourcedetection", "batch"], exporters: ["awsxray"] } },
  },
});
