import type { Construct } from "constructs";
import type { StackContract } from "../../contract";
import type { Deployment, DeploymentStack, InventoryResources, Sizes } from "../foundation";

/** Letters of the Availability Zones that a stack spreads over, in order, unless it is told others. */
export const ZONES = ["a", "b", "c"] as const;
export type Zone = (typeof ZONES)[number];

/** Network and keys of one region. */
export interface Place {
  readonly region: string;
  /** Where parts are built: the stack, or the scope of a further region in it. */
  readonly scope: Construct;
  /** Stands before the names of components, as the deployment's contract has them: `eu_west_1_`, nothing in the primary region. */
  readonly prefix: string;
  readonly network: PlaceNetwork;
  /** KMS key of everything that holds data: tables, databases, caches, volumes, queues, topics. */
  readonly dataKeyArn: string;
  /** KMS key of log groups, which CloudWatch Logs may use. */
  readonly logKeyArn: string;
}

/** Lists have one element per zone, in the order of `zones`; without a way to the Internet there are isolated subnets only. */
export interface PlaceNetwork {
  readonly vpcId: string;
  readonly vpcCidr: string;
  /** Reached from outside through a load balancer. */
  readonly publicSubnetIds: readonly string[];
  /** With a way out through NAT. */
  readonly privateSubnetIds: readonly string[];
  /** Without any way out, for data. */
  readonly isolatedSubnetIds: readonly string[];
  readonly privateRouteTableIds: readonly string[];
  /** Public addresses from which private subnets are seen. */
  readonly natAddresses: readonly string[];
  /** Letters of the Availability Zones. */
  readonly zones: readonly string[];
  /** Names such as `us-east-1a`. */
  readonly availabilityZones: readonly string[];
}

/** What every part of a stack stands on, in one region. */
export interface StackContext<C extends StackContract> extends Place {
  readonly stack: DeploymentStack<C>;
  /** As what stands in the region sees it. */
  readonly deployment: Deployment;
  readonly sizes: Sizes<C>;
  /** Whether deletion is refused. A literal: it may steer TypeScript. */
  readonly protection: boolean;
}

/** For parts that take no size of a certain stack. */
export type AnyContext = Omit<StackContext<StackContract>, "sizes">;

/** What each part returns of the components it builds, from references to their resources. */
export type InventoryPart<C extends StackContract> = Readonly<Partial<Record<keyof C["components"], InventoryResources>>>;

/** Ids of the security groups that may connect to a data store, by a name for each. */
export type Clients = Readonly<Record<string, string>>;
