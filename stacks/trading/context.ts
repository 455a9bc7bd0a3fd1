import type { Deployment, DeploymentStack, InventoryResources, Sizes } from "../foundation";
import type { TradingNames, Zone } from "./names";
import type { tradingContract } from "./tunables";

export type TradingContract = typeof tradingContract;
export type TradingStack = DeploymentStack<TradingContract>;
export type TradingSizes = Sizes<TradingContract>;
export type TradingComponent = keyof TradingContract["components"];

/** What every part of the stack stands on. */
export interface TradingContext {
  readonly stack: TradingStack;
  readonly deployment: Deployment;
  readonly sizes: TradingSizes;
  readonly names: TradingNames;
  readonly network: TradingNetwork;
  /** KMS key of everything that holds orders: tables, databases, caches, volumes, queues. */
  readonly dataKeyArn: string;
  /** KMS key of log groups, which CloudWatch Logs may use. */
  readonly logKeyArn: string;
  /** Whether deletion is refused. A literal: it may steer TypeScript. */
  readonly protection: boolean;
}

export interface TradingNetwork {
  readonly vpcId: string;
  readonly vpcCidr: string;
  /** With a way out through NAT; one per zone, in the order of {@link zones}. */
  readonly privateSubnetIds: readonly string[];
  /** Without any way out, for data; one per zone. */
  readonly isolatedSubnetIds: readonly string[];
  /** Route tables of the private subnets, one per zone. */
  readonly privateRouteTableIds: readonly string[];
  readonly zones: readonly Zone[];
  /** Names such as `us-east-1a`, one per zone. */
  readonly availabilityZones: readonly string[];
}

/** What each part returns of the components it builds, from references to their resources. */
export type InventoryPart = Readonly<Partial<Record<TradingComponent, InventoryResources>>>;

/** Ids of the security groups that may connect to a data store, by a name for each. */
export type Clients = Readonly<Record<string, string>>;
