import { maxHealthyPercentFor } from "../../modules/auto-scaling-group";
import { alarmName, buildService, type Service, serviceResources } from "../parts";
import type { SaasContext, SaasInventory } from "./context";
import { dataStoreEnvironment } from "./data-access";
import { saasPolicy } from "./policy";
import { INITIAL_APP_SERVICE_INSTANCES } from "./tunables";

/** Where the application servers answer, each by a target group of the load balancer. */
export const ENDPOINTS = {
  api: { port: 8080, healthCheckPath: "/health" },
  admin: { port: 8081, healthCheckPath: "/admin/health" },
  metrics: { port: 8082, healthCheckPath: "/metrics" },
} as const;

/** Instances that are launched and warmed up before as many are drained: a replacement never leaves fewer than there were. */
const REPLACED_AT_ONCE = 2;
const GRACE_SECONDS = 300;

export interface SaasCompute {
  readonly service: Service;
  readonly inventory: SaasInventory;
}

/** The application servers: one group over all zones, what runs on them. */
export function buildCompute(context: SaasContext): SaasCompute {
  const { deployment, sizes, names, settings } = context;
  const size = sizes.app_service;
  const { api, ...more } = ENDPOINTS;
  const service = buildService(context, {
    component: "app_service",
    title: "Application servers",
    name: names.groups,
    service: names.service,
    logGroupName: names.serviceLogs,
    initialInstances: INITIAL_APP_SERVICE_INSTANCES,
    runtime: {
      port: api.port,
      endpoints: Object.values(more),
      environment: dataStoreEnvironment(context),
      ...(settings.artifactUri === undefined ? {} : { artifactUri: settings.artifactUri }),
    },
    group: {
      placement: "none",
      volumeType: "gp3",
      healthCheckType: "ELB",
      warmUpSeconds: GRACE_SECONDS,
      minHealthyPercent: 100,
      maxHealthyPercent: maxHealthyPercentFor(REPLACED_AT_ONCE, size.max_size),
      instanceType: size.instance_type,
      minSize: size.min_size,
      maxSize: size.max_size,
      targetCpuPercent: size.target_cpu_percent,
      volumeSizeGib: size.volume_size_gib,
      refreshAlarmNames: saasPolicy.observation.triggers.map((trigger) => alarmName(deployment.name, trigger)),
    },
  });
  return { service, inventory: { app_service: serviceResources(service, context, names.service) } };
}
