import { autoScaling, cloudWatchAlarms, cloudWatchLogs, EncryptionKey } from "../../modules/encryption";
import { Network } from "../../modules/network";
import { tagComponent } from "../foundation";
import type { TradingContext, TradingStack } from "./context";
import { tradingNames, ZONES } from "./names";

const SHORTEST_DELETION_WINDOW_DAYS = 7;

/** The keys and the network that all other parts stand on. */
export function buildContext(stack: TradingStack): TradingContext {
  const { deployment, sizes } = stack;
  const { name, account, region, protection } = deployment;
  const place = { account, region, ...(protection ? {} : { deletionWindowDays: SHORTEST_DELETION_WINDOW_DAYS }) };
  const dataKey = new EncryptionKey(stack, "data_key", {
    ...place,
    alias: `${name}-data`,
    description: `Orders at rest in ${name}: tables, database, cache, volumes, queues, topics`,
    grants: [autoScaling, cloudWatchAlarms],
  });
  const logKey = new EncryptionKey(stack, "log_key", {
    ...place,
    alias: `${name}-logs`,
    description: `Log groups of ${name}`,
    grants: [cloudWatchLogs],
  });
  const network = new Network(stack, "network", {
    name,
    cidr: deployment.vpcCidr,
    region,
    account,
    zones: ZONES,
    logKeyArn: logKey.keyArn,
  });
  tagComponent(dataKey, "encryption");
  tagComponent(logKey, "encryption");
  tagComponent(network, "network");
  return {
    stack,
    deployment,
    sizes,
    names: tradingNames(name),
    network: {
      vpcId: network.vpcId,
      vpcCidr: network.vpcCidr,
      privateSubnetIds: network.tiers.private.subnetIds,
      isolatedSubnetIds: network.tiers.isolated.subnetIds,
      privateRouteTableIds: network.tiers.private.routeTableIds,
      zones: ZONES,
      availabilityZones: network.availabilityZones,
    },
    dataKeyArn: dataKey.keyArn,
    logKeyArn: logKey.keyArn,
    protection,
  };
}
