import { GB, HOURS, type KeylessQuery, type PriceFamily, tableFamily } from "./query";

interface Service {
  readonly serviceCode: string;
  readonly source: string;
}
const NAT: Service = { serviceCode: "AmazonEC2", source: "https://aws.amazon.com/vpc/pricing/" };
const ELB: Service = { serviceCode: "AWSELB", source: "https://aws.amazon.com/elasticloadbalancing/pricing/" };
const TRANSIT: Service = { serviceCode: "AmazonVPC", source: "https://aws.amazon.com/transit-gateway/pricing/" };
const VPN: Service = { serviceCode: "AmazonVPC", source: "https://aws.amazon.com/vpn/pricing/" };

type Shape = Omit<KeylessQuery, "serviceCode" | "source" | "awsUnits" | "unit">;
const hours = (service: Service, shape: Shape): KeylessQuery => ({ ...service, ...shape, awsUnits: HOURS, unit: "hour" });
const gigabytes = (service: Service, shape: Shape): KeylessQuery => ({ ...service, ...shape, awsUnits: GB, unit: "gb" });

const natGateway = (usage: string): Shape => ({
  attributes: { productFamily: "NAT Gateway" },
  ifStated: { group: ["NGW:NatGateway"], operation: ["NatGateway"] },
  usage: [usage],
});

/** `nat:hour`, `nat:gb` */
export const nat: PriceFamily = tableFamily("nat", {
  hour: hours(NAT, natGateway("NatGateway-Hours")),
  gb: gigabytes(NAT, natGateway("NatGateway-Bytes")),
});

const balancer = (type: "Application" | "Network"): Readonly<Record<string, KeylessQuery>> => {
  const attributes = { productFamily: `Load Balancer-${type}` };
  const ifStated = { operation: [`LoadBalancing:${type}`] };
  return {
    hour: hours(ELB, { attributes, ifStated, usage: ["LoadBalancerUsage"] }),
    "lcu-hour": { ...ELB, attributes, ifStated, usage: ["LCUUsage"], awsUnits: { "LCU-Hrs": 1 }, unit: "lcu-hour" },
  };
};

/** `alb:hour`, `alb:lcu-hour` */
export const alb: PriceFamily = tableFamily("alb", balancer("Application"));
/** `nlb:hour`, `nlb:lcu-hour` */
export const nlb: PriceFamily = tableFamily("nlb", balancer("Network"));

const attachment = (operation: string, usage: string): Shape => ({
  attributes: { operation },
  ifStated: { group: ["AWSTransitGateway"], productFamily: ["Transit Gateway", ""] },
  usage: [usage],
});

/** `transit-gateway:attachment-hour`, `transit-gateway:gb` of VPC attachments; `transit-gateway:vpn-attachment-hour` */
export const transitGateway: PriceFamily = tableFamily("transit-gateway", {
  "attachment-hour": hours(TRANSIT, attachment("TransitGatewayVPC", "TransitGateway-Hours")),
  gb: gigabytes(TRANSIT, attachment("TransitGatewayVPC", "TransitGateway-Bytes")),
  "vpn-attachment-hour": hours(TRANSIT, attachment("TransitGatewayVPN", "TransitGateway-Hours")),
});

/** `vpn:hour`: a site-to-site connection of two tunnels. */
export const vpn: PriceFamily = tableFamily("vpn", {
  hour: hours(VPN, {
    attributes: { productFamily: "Cloud Connectivity" },
    ifStated: { operation: ["CreateVpnConnection"] },
    usage: ["VPN-Usage-Hours:ipsec.1"],
  }),
});
