import type { Construct } from "constructs";
import { autoScaling, cloudWatchAlarms, cloudWatchLogs, EncryptionKey } from "../../modules/encryption";
import { Network, type NetworkProps } from "../../modules/network";
import { type Deployment, tagComponent } from "../foundation";
import { type Place, ZONES } from "./context";

const SHORTEST_DELETION_WINDOW_DAYS = 7;

export interface PlaceProps extends Pick<Deployment, "name" | "account" | "protection">, Pick<NetworkProps, "internet" | "zones"> {
  readonly region: string;
  /** IPv4 range of the VPC. */
  readonly cidr: string;
  /** Description of the key of data: what it encrypts. */
  readonly dataAtRest: string;
  /** Of the region's components. @default "", as in the primary region */
  readonly prefix?: string;
}

/** The keys and the network that all other parts in a region stand on. */
export function buildPlace(scope: Construct, props: PlaceProps): Place {
  const { name, account, region, protection, cidr, dataAtRest, internet = true, prefix = "", zones = ZONES } = props;
  const place = { account, region, ...(protection ? {} : { deletionWindowDays: SHORTEST_DELETION_WINDOW_DAYS }) };
  const dataKey = new EncryptionKey(scope, "data_key", {
    ...place,
    alias: `${name}-data`,
    description: dataAtRest,
    grants: [autoScaling, cloudWatchAlarms],
  });
  const logKey = new EncryptionKey(scope, "log_key", {
    ...place,
    alias: `${name}-logs`,
    description: `Log groups of ${name}`,
    grants: [cloudWatchLogs],
  });
  const network = new Network(scope, "network", { name, cidr, region, account, zones, internet, logKeyArn: logKey.keyArn });
  tagComponent(dataKey, "encryption");
  tagComponent(logKey, "encryption");
  tagComponent(network, "network");
  return {
    region,
    scope,
    prefix,
    network: {
      vpcId: network.vpcId,
      vpcCidr: network.vpcCidr,
      publicSubnetIds: network.tiers.public.subnetIds,
      privateSubnetIds: network.tiers.private.subnetIds,
      isolatedSubnetIds: network.tiers.isolated.subnetIds,
      privateRouteTableIds: network.tiers.private.routeTableIds,
      natAddresses: network.natAddresses,
      zones: network.zones,
      availabilityZones: network.availabilityZones,
    },
    dataKeyArn: dataKey.keyArn,
    logKeyArn: logKey.keyArn,
  };
}
