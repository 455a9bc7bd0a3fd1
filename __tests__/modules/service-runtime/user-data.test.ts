import { spawnSync } from "node:child_process";
import { App, TerraformStack, Testing } from "cdktf";
import { InputError, METRICS } from "../../../contract";
import {
  agentConfig,
  collectorConfig,
  ServiceRuntime,
  type ServiceRuntimeProps,
  USER_DATA_LIMIT_BYTES,
} from "../../../modules/service-runtime";

const props: ServiceRuntimeProps = {
  name: "trading-order-service",
  deployment: "trading",
  service: "order-service",
  account: "123456789012",
  region: "us-east-1",
  logGroupName: "/trimtab/trading/order-service",
  groupNamePattern: "trading-order-service*",
};

const build = (overrides: Partial<ServiceRuntimeProps> = {}): { readonly runtime: ServiceRuntime; readonly synthesized: string } => {
  const stack = new TerraformStack(new App(), "test");
  const runtime = new ServiceRuntime(stack, "runtime", { ...props, ...overrides });
  return { runtime, synthesized: Testing.synth(stack) };
};
const scriptOf = ({ runtime }: ReturnType<typeof build>): string => Buffer.from(runtime.userData, "base64").toString("utf8");
const problemsOf = (action: () => unknown): readonly string[] => {
  try {
    action();
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
};

describe("user data", () => {
  const script = scriptOf(build());

  test("keeps EC2's limit with room to spare", () => {
    expect(Buffer.byteLength(script)).toBeLessThan(USER_DATA_LIMIT_BYTES * 0.85);
  });

  test.each([
    ["with the default service", {}],
    ["with an artifact", { artifactUri: "s3://example-artifacts/orders/1.2.3.tar.gz" }],
  ])("is a script that bash can read, %s", (_name, overrides) => {
    const { status, stderr } = spawnSync("bash", ["-n"], { input: scriptOf(build(overrides)), encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });

  test("brings the default service only where no artifact is configured", () => {
    const withArtifact = scriptOf(build({ artifactUri: "s3://example-artifacts/orders/1.2.3.tar.gz" }));
    expect(script).toContain("class Metrics:");
    expect(withArtifact).not.toContain("class Metrics:");
    expect(withArtifact).toContain("ARTIFACT_URI=s3://example-artifacts/orders/1.2.3.tar.gz\n");
  });

  test("names further ports with their health checks, for whatever runs there", () => {
    const endpoints = [
      { port: 8081, healthCheckPath: "/admin/health" },
      { port: 8082, healthCheckPath: "/metrics" },
    ];
    expect(scriptOf(build({ endpoints }))).toContain("\nMORE_ENDPOINTS=8081/admin/health,8082/metrics\n");
    expect(script).not.toContain("MORE_ENDPOINTS=");
  });

  test("starts the service before anything that it can do without", () => {
    expect(script.indexOf("enable --now trimtab-service")).toBeLessThan(script.indexOf("optional dnf install"));
  });
});

describe("what the agents on an instance are told", () => {
  const agent = agentConfig("us-east-1");

  test("memory and disk are measured under the catalog's names and rolled up by group", () => {
    const measured = Object.values(agent.metrics.metrics_collected).flatMap(({ measurement }) => measurement);
    const expected = METRICS["auto-scaling-group"].filter(({ namespace }) => namespace === agent.metrics.namespace);
    expect(measured).toEqual(expected.map(({ metricName }) => metricName));
    expect(agent.metrics.aggregation_dimensions).toEqual([["AutoScalingGroupName"]]);
    expect(agent.metrics.append_dimensions.AutoScalingGroupName).toBe("${aws:" + "AutoScalingGroupName}");
    expect(new Set(expected.map(({ cadenceSeconds }) => cadenceSeconds))).toEqual(new Set([agent.agent.metrics_collection_interval]));
  });

  test("every part of the collector's pipeline is defined, and nothing listens beyond the instance", () => {
    const { extensions, receivers, processors, exporters, service } = collectorConfig("us-east-1");
    const { traces } = service.pipelines;
    expect(service.extensions).toEqual(Object.keys(extensions));
    expect(traces.receivers).toEqual(Object.keys(receivers));
    expect(traces.processors).toEqual(Object.keys(processors));
    expect(traces.exporters).toEqual(Object.keys(exporters));
    const endpoints = JSON.stringify({ extensions, receivers }).matchAll(/"endpoint":"([^":]+):/g);
    expect([...endpoints].map(([, host]) => host)).toEqual(["127.0.0.1", "127.0.0.1", "127.0.0.1"]);
  });
});

describe("an instance's permissions", () => {
  const policySchema = (synthesized: string): string => synthesized.replaceAll('\\\\\\"', '"').replaceAll('\\"', '"');

  test("name the deployment's own log group and groups, and leave `*` to actions without resources", () => {
    const text = policySchema(build().synthesized);
    expect(text).toContain("arn:aws:logs:us-east-1:123456789012:log-group:/trimtab/trading/order-service:*");
    expect(text).toContain("autoScalingGroupName/trading-order-service*");
    expect(text).not.toContain('"Action":["*"]');
    expect(text).not.toContain("ssm:GetParameter");
  });

  test("reach the artifact and no other object", () => {
    expect(build().synthesized).not.toContain("s3:GetObject");
    const text = build({ artifactUri: "s3://example-artifacts/orders/1.2.3.tar.gz" }).synthesized;
    expect(text).toContain("arn:aws:s3:::example-artifacts/orders/1.2.3.tar.gz");
  });
});

describe("a runtime's properties", () => {
  test.each<[string, Partial<ServiceRuntimeProps>, Partial<ServiceRuntimeProps>]>([
    ["artifactUri", { artifactUri: "s3://bucket/key.tgz" }, { artifactUri: "https://bucket/key.tgz" }],
    ["collectorVersion", { collectorVersion: "v0.47.0" }, { collectorVersion: "latest" }],
    ["port", { port: 1024 }, { port: 80 }],
    [
      "endpoints.port",
      { endpoints: [{ port: 8081, healthCheckPath: "/admin/health" }] },
      { endpoints: [{ port: 8080, healthCheckPath: "/admin/health" }] },
    ],
    ["endpoints.healthCheckPath", {}, { endpoints: [{ port: 8081, healthCheckPath: "admin" }] }],
    ["account", {}, { account: "12" }],
    ["environment.A", { environment: { A: "x=1" } }, { environment: { A: "two words" } }],
    ["user data", {}, { environment: { A: "x".repeat(USER_DATA_LIMIT_BYTES) } }],
  ])("%s: %j is accepted, %j refused", (name, fine, wrong) => {
    expect(problemsOf(() => build(fine))).toEqual([]);
    expect(problemsOf(() => build(wrong))).toEqual([expect.stringMatching(new RegExp(`^${name}: `))]);
  });
});
