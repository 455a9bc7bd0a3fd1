import { endpointsAreLoopback, telemetryIsLoopback } from "../../contract";

describe("the endpoints of a run are on this machine", () => {
  test.each<[string, Readonly<Record<string, string>>, boolean]>([
    ["where the one for all services is", { AWS_ENDPOINT_URL: "http://127.0.0.1:4566" }, true],
    ["where each service's own is too", { AWS_ENDPOINT_URL: "http://localhost:1", AWS_ENDPOINT_URL_S3: "http://[::1]:2" }, true],
    ["not where none is named", {}, false],
    ["not where the one for all services is empty", { AWS_ENDPOINT_URL: "" }, false],
    ["not where only one service's is named", { AWS_ENDPOINT_URL_S3: "http://127.0.0.1:2" }, false],
    [
      "not where one service is elsewhere",
      { AWS_ENDPOINT_URL: "http://127.0.0.1:1", AWS_ENDPOINT_URL_STS: "https://sts.amazonaws.com" },
      false,
    ],
    ["not where a name only begins so", { AWS_ENDPOINT_URL: "http://127.0.0.1.example.com" }, false],
    ["not where the SDKs pass them over", { AWS_ENDPOINT_URL: "http://127.0.0.1:1", AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" }, false],
  ])("%s", (_name, environment, expected) => {
    expect(endpointsAreLoopback(environment)).toBe(expected);
  });
});

describe("what measurements are read from is on this machine", () => {
  test.each<[string, Readonly<Record<string, string>>, boolean]>([
    ["where CloudWatch's is", { AWS_ENDPOINT_URL_CLOUDWATCH: "http://127.0.0.1:1" }, true],
    ["where the one for all services is", { AWS_ENDPOINT_URL: "http://127.0.0.1:1" }, true],
    ["not where none is named", {}, false],
    ["not where only another service's is", { AWS_ENDPOINT_URL_PRICING: "http://127.0.0.1:1" }, false],
    [
      "not where one that is named is elsewhere",
      { AWS_ENDPOINT_URL_CLOUDWATCH: "http://127.0.0.1:1", AWS_ENDPOINT_URL_PRICING: "https://api.pricing.us-east-1.amazonaws.com" },
      false,
    ],
    [
      "not where the SDKs pass them over",
      { AWS_ENDPOINT_URL_CLOUDWATCH: "http://127.0.0.1:1", AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" },
      false,
    ],
  ])("%s", (_name, environment, expected) => {
    expect(telemetryIsLoopback(environment)).toBe(expected);
  });
});
