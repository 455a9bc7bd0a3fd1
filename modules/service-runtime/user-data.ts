import { readFileSync } from "node:fs";
import { join } from "node:path";
import { agentConfig, EMF_PORT } from "./agent";
import { collectorConfig } from "./collector";

/** EC2's limit on user data before its base64 (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html). */
export const USER_DATA_LIMIT_BYTES = 16_384;

const ASSETS = join(__dirname, "assets");
const asset = (name: string): string => readFileSync(join(ASSETS, name), "utf8");
const CONFIG = "/etc/trimtab";
const UNITS = "/etc/systemd/system";
const END_OF_FILE = "TRIMTAB_END_OF_FILE";

/** Where a service answers beside its own port, for a load balancer's target groups. */
export interface Endpoint {
  /** 1024 to 65535, another than the service's own. */
  readonly port: number;
  /** `GET` of it is answered with 2xx there. */
  readonly healthCheckPath: string;
}

export interface RuntimeSettings {
  readonly deployment: string;
  /** Value of the dimension `Service` of its metrics. */
  readonly service: string;
  readonly region: string;
  /** On which the service answers `GET /health` and takes requests. */
  readonly port: number;
  /** Further ports with the path of each one's health check. */
  readonly endpoints: readonly Endpoint[];
  readonly logGroupName: string;
  /** `s3://bucket/key` of a gzipped tar with an executable `start` at its top; empty for the default service. */
  readonly artifactUri: string;
  /** Release of the AWS Distro for OpenTelemetry collector, such as `v0.47.0`. */
  readonly collectorVersion: string;
  /** Further variables for the service. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The script that makes an Amazon Linux 2023 instance run the service, its metrics and its traces. */
export function userData(settings: RuntimeSettings): string {
  const files: Readonly<Record<string, string>> = {
    [`${CONFIG}/service.env`]: environmentFile(settings),
    [`${CONFIG}/agent.json`]: JSON.stringify(agentConfig(settings.region)),
    [`${CONFIG}/collector.yaml`]: JSON.stringify(collectorConfig(settings.region)),
    [`${CONFIG}/health_watch.sh`]: asset("health_watch.sh"),
    [`${UNITS}/trimtab-service.service`]: asset("trimtab-service.service"),
    [`${UNITS}/trimtab-health-watch.service`]: asset("trimtab-health-watch.service"),
    ...(settings.artifactUri === "" ? { [`${CONFIG}/default_service.py`]: asset("default_service.py") } : {}),
  };
  const written = Object.entries(files).map(([path, content]) => `cat >${path} <<'${END_OF_FILE}'\n${content.trimEnd()}\n${END_OF_FILE}`);
  return ["#!/bin/bash", "set -euo pipefail", `install -d ${CONFIG}`, ...written, asset("boot.sh")].join("\n");
}

function environmentFile({
  deployment,
  service,
  port,
  endpoints,
  logGroupName,
  artifactUri,
  collectorVersion,
  region,
  environment,
}: RuntimeSettings): string {
  const variables: Readonly<Record<string, string>> = {
    ...environment,
    DEPLOYMENT: deployment,
    SERVICE: service,
    PORT: String(port),
    ...(endpoints.length === 0 ? {} : { MORE_ENDPOINTS: endpoints.map((each) => `${each.port}${each.healthCheckPath}`).join(",") }),
    LOG_GROUP: logGroupName,
    METRICS_ENDPOINT: `127.0.0.1:${EMF_PORT}`,
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318",
    OTEL_SERVICE_NAME: service,
    AWS_REGION: region,
    ARTIFACT_URI: artifactUri,
    COLLECTOR_VERSION: collectorVersion,
  };
  return Object.entries(variables)
    .map(([name, value]) => `${name}=${value}`)
    .join("\n");
}
