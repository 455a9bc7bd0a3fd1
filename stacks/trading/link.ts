import { z } from "zod";
import { HybridLink } from "../../modules/hybrid-link";
import { tagComponent } from "../foundation";
import { amiVariable } from "../parts/variables";
import type { TradingContext } from "./context";

const COMPONENT = "link";
/** Ubuntu 24.04 LTS, x86-64, us-east-1; each account pins its own. */
const DEFAULT_ROUTER_AMI_ID = "ami-0e86e20dae9224db8";

/** `deployments.<name>.settings.link`: the other side of the Direct-Connect-like link. */
export const linkSettings = z.strictObject({
  /** Range of the network on the other side. */
  onPremisesCidr: z.string().default("192.168.0.0/16"),
  /** Private autonomous system number of the other side. */
  onPremisesAsn: z.number().int().default(65_010),
  /** Private autonomous system number of the transit gateway. */
  amazonAsn: z.number().int().default(64_512),
  /** VPN connections of two tunnels, 1.25 Gbit/s each. */
  connections: z.number().int().default(2),
  /** Public address of a router of yours. @default a stand-in: a network with a router instance */
  customerGatewayAddress: z.string().exactOptional(),
});

export type LinkSettings = z.infer<typeof linkSettings>;

/** For settlement, reports and people: nothing of the order path goes through it. */
export function buildLink(
  { stack, deployment, names, network, dataKeyArn, logKeyArn }: TradingContext,
  settings: LinkSettings,
  alertTopicArn: string,
): HybridLink {
  const routerAmiId = settings.customerGatewayAddress === undefined ? { routerAmiId: routerAmi(stack) } : {};
  const link = new HybridLink(stack, COMPONENT, {
    ...settings,
    ...routerAmiId,
    name: names.link,
    account: deployment.account,
    region: deployment.region,
    vpcId: network.vpcId,
    vpcCidr: network.vpcCidr,
    subnetIds: network.privateSubnetIds,
    routeTableIds: Object.fromEntries(
      network.zones.flatMap((zone, index) => {
        const routeTableId = network.privateRouteTableIds[index];
        return routeTableId === undefined ? [] : [[zone, routeTableId]];
      }),
    ),
    dataKeyArn,
    logKeyArn,
    alarmActions: [alertTopicArn],
  });
  tagComponent(link, COMPONENT);
  return link;
}

const routerAmi = (stack: TradingContext["stack"]): string =>
  amiVariable(stack, "link_router_ami_id", { of: "the stand-in's router: Ubuntu 24.04 for x86-64", default: DEFAULT_ROUTER_AMI_ID })
    .stringValue;
