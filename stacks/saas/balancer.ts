import { ApplicationLoadBalancer } from "../../modules/load-balancer";
import { tagComponent } from "../foundation";
import type { Service } from "../parts";
import { ENDPOINTS } from "./compute";
import type { SaasContext } from "./context";
import { buildAlias, certificateOf } from "./domain";

const COMPONENT = "app_service";
const STICKINESS_SECONDS = 3600;
const IDLE_TIMEOUT_SECONDS = 300;
const DRAINING_SECONDS = 300;
const METRICS_PATHS = ["/metrics*"];
const FORBIDDEN = 403;

/** Clients of all tenants come from the Internet; what may not be called from there is answered with 403. */
export function buildBalancer(context: SaasContext, service: Service): ApplicationLoadBalancer {
  const { stack, deployment, names, settings, network, region, protection } = context;
  const { api, admin, metrics } = ENDPOINTS;
  const internal = settings.internalCidrs ?? [network.vpcCidr, ...network.natAddresses.map((address) => `${address}/32`)];
  const balancer = new ApplicationLoadBalancer(stack, "balancer", {
    name: names.balancer,
    account: deployment.account,
    region,
    vpcId: network.vpcId,
    subnetIds: network.publicSubnetIds,
    clients: { internet: "0.0.0.0/0" },
    certificateArn: certificateOf(context),
    targetGroups: { api: { ...api, stickinessSeconds: STICKINESS_SECONDS }, admin, metrics },
    defaultTargetGroup: "api",
    rules: {
      metrics: { priority: 10, paths: METRICS_PATHS, sourceCidrs: internal, to: "metrics" },
      metrics_elsewhere: { priority: 11, paths: METRICS_PATHS, to: FORBIDDEN },
      admin: { priority: 20, paths: ["/admin/*"], to: "admin" },
      api_v2: { priority: 30, headers: { "X-API-Version": ["v2"] }, to: "api" },
    },
    targetSecurityGroupId: service.securityGroupId,
    idleTimeoutSeconds: IDLE_TIMEOUT_SECONDS,
    drainingSeconds: DRAINING_SECONDS,
    logBucketName: names.balancerLogs(deployment.organization),
    protection,
  });
  balancer.attach("app_service", service.groups.members);
  buildAlias(context, balancer);
  tagComponent(balancer, COMPONENT);
  return balancer;
}
