import { maxHealthyPercentFor } from "../../modules/auto-scaling-group";
import { NetworkLoadBalancer } from "../../modules/load-balancer";
import { tagComponent } from "../foundation";
import { alarmName, buildService, type Service, serviceResources } from "../parts";
import type { StagingContext } from "./context";
import { dataStoreEnvironment } from "./data-access";
import { stagingPolicy } from "./policy";
import { INITIAL_SERVICE_INSTANCES } from "./tunables";

const COMPONENT = "service";
/** What the load balancer calls the one thing it serves. */
const LISTENER = "service";
const PORT = { tls: 443, tcp: 80 } as const;
/** Instances that a replacement launches before it terminates as many. */
const REPLACED_AT_ONCE = 1;

export interface StagingCompute {
  readonly service: Service;
  readonly balancer: NetworkLoadBalancer;
  /** Where the load balancer answers. */
  readonly url: string;
  readonly inventory: ReturnType<typeof serviceResources>;
}

/** The service, its group, and the load balancer before it. */
export function buildCompute(context: StagingContext): StagingCompute {
  const { deployment, names, settings } = context;
  const service = buildService(context, {
    component: COMPONENT,
    title: "Service",
    name: names.group,
    service: names.service,
    logGroupName: names.serviceLogs,
    initialInstances: INITIAL_SERVICE_INSTANCES,
    runtime: {
      environment: dataStoreEnvironment(context),
      ...(settings.artifactUri === undefined ? {} : { artifactUri: settings.artifactUri }),
    },
    group: groupOf(context),
  });
  const balancer = balancerOf(context, service);
  const scheme = settings.certificateArn === undefined ? "http" : "https";
  return {
    service,
    balancer,
    url: `${scheme}://${balancer.dnsName}`,
    inventory: serviceResources(service, context, names.service),
  };

  function groupOf({ sizes }: StagingContext) {
    const size = sizes.service;
    return {
      placement: "none",
      volumeType: "gp3",
      healthCheckType: "ELB",
      minHealthyPercent: 100,
      maxHealthyPercent: maxHealthyPercentFor(REPLACED_AT_ONCE, size.max_size),
      instanceType: size.instance_type,
      minSize: size.min_size,
      maxSize: size.max_size,
      targetCpuPercent: size.target_cpu_percent,
      volumeSizeGib: size.volume_size_gib,
      offHours: { ...size.off_hours, timeZone: stagingPolicy.timeZone },
      refreshAlarmNames: stagingPolicy.scaleUpTriggers.map((trigger) => alarmName(deployment.name, trigger)),
    } as const;
  }
}

function balancerOf(context: StagingContext, service: Service): NetworkLoadBalancer {
  const { scope, prefix, deployment, region, names, network, settings, protection } = context;
  const { certificateArn, internetFacing } = settings;
  const balancer = new NetworkLoadBalancer(scope, "balancer", {
    name: names.balancer,
    account: deployment.account,
    region,
    vpcId: network.vpcId,
    subnetIds: internetFacing ? network.publicSubnetIds : network.privateSubnetIds,
    internal: !internetFacing,
    clients: { vpc: network.vpcCidr, ...settings.clients },
    listeners: {
      [LISTENER]: { port: certificateArn === undefined ? PORT.tcp : PORT.tls, targetPort: service.port, healthCheckPath: "/health" },
    },
    ...(certificateArn === undefined ? {} : { certificateArn }),
    targetSecurityGroupId: service.securityGroupId,
    logBucketName: names.balancerLogs,
    protection,
  });
  balancer.attach(COMPONENT, service.groups.members);
  tagComponent(balancer, `${prefix}${COMPONENT}`);
  return balancer;
}
