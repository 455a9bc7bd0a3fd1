import { App, TerraformStack } from "cdktf";
import { InputError } from "../../../contract";
import { SAVED_QUERIES, ServiceTelemetry, type ServiceTelemetryProps } from "../../../modules/service-telemetry";

const props: ServiceTelemetryProps = {
  deployment: "trading",
  service: "order-service",
  logGroupName: "/trimtab/trading/order-service",
  logKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1",
  slowMilliseconds: 10,
};

const problemsOf = (overrides: Partial<ServiceTelemetryProps>): readonly string[] => {
  try {
    new ServiceTelemetry(new TerraformStack(new App(), "test"), "telemetry", { ...props, ...overrides });
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
};

describe("a service's telemetry", () => {
  test.each<[string, Partial<ServiceTelemetryProps>, Partial<ServiceTelemetryProps>]>([
    ["retentionDays", { retentionDays: 90 }, { retentionDays: 91 }],
    ["slowMilliseconds", { slowMilliseconds: 0.5 }, { slowMilliseconds: 0 }],
    ["sampledShare", { sampledShare: 0 }, { sampledShare: 1.1 }],
    ["logGroupName", {}, { logGroupName: "two words" }],
    ["deployment", { deployment: "trading-in-another-region" }, { deployment: "trading in another region" }],
  ])("%s: %j is accepted, %j refused", (name, fine, wrong) => {
    expect(problemsOf(fine)).toEqual([]);
    expect(problemsOf(wrong)).toEqual([expect.stringMatching(new RegExp(`^${name}: `))]);
  });

  test("its saved queries read only what a metric line holds", () => {
    const held = ["RequestLatency", "RequestCount", "RequestErrors", "ConnectionErrors", "OrderId", "Venue"];
    const named = SAVED_QUERIES.flatMap(({ query }) => query.match(/\b[A-Z][A-Za-z]+\b/g) ?? []);
    expect(new Set(named)).toEqual(new Set(held));
  });

  test("its saved queries give p50, p95 and p99 by venue, by minute and by both", () => {
    const grouped = SAVED_QUERIES.filter(({ query }) => [50, 95, 99].every((p) => query.includes(`pct(RequestLatency, ${p})`)));
    expect(grouped.map(({ query }) => /by (.*)$/m.exec(query)?.[1])).toEqual(["Venue", "bin(1m) as minute", "Venue, bin(1m) as minute"]);
  });
});
