export interface HybridLinkProps {
  /** Prefix of the names of everything inside. */
  readonly name: string;
  /** Twelve digits. */
  readonly account: string;
  /** Region of the linked VPC. */
  readonly region: string;

  /** VPC that is linked. */
  readonly vpcId: string;
  /** Its range, which the other side learns. */
  readonly vpcCidr: string;
  /** One subnet per Availability Zone, in which the transit gateway gets an interface. */
  readonly subnetIds: readonly string[];
  /** Route tables that learn the way to the other side, by a name for each. */
  readonly routeTableIds: Readonly<Record<string, string>>;

  /** Range of the network on the other side; must not overlap `vpcCidr`. */
  readonly onPremisesCidr: string;
  /** Private autonomous system number of the other side. @default 65010 */
  readonly onPremisesAsn?: number;
  /** Private autonomous system number of the transit gateway. @default 64512 */
  readonly amazonAsn?: number;
  /** VPN connections, two tunnels of 1.25 Gbit/s each; 1 to 4. @default 2 */
  readonly connections?: number;

  /** Public IPv4 address of the router on the other side. @default a stand-in: a VPC with a router instance */
  readonly customerGatewayAddress?: string;
  /** Ubuntu 24.04 image of the stand-in's router. @default none, which needs `customerGatewayAddress` */
  readonly routerAmiId?: string;
  /** Of the stand-in's router. @default "c6i.large" */
  readonly routerInstanceType?: string;
  /** Encrypts the router's volume. */
  readonly dataKeyArn: string;
  /** Encrypts the tunnels' log and the stand-in's flow logs. */
  readonly logKeyArn: string;
  /** Days that the tunnels' log and the flow logs are kept. @default 90 */
  readonly logRetentionDays?: number;
  /** ARNs that are told when a tunnel goes down and when it is back. @default no alarm */
  readonly alarmActions?: readonly string[];
}

export const DEFAULTS = {
  onPremisesAsn: 65_010,
  amazonAsn: 64_512,
  connections: 2,
  routerInstanceType: "c6i.large",
  logRetentionDays: 90,
} as const;

export type HybridLinkSettings = HybridLinkProps & Required<Pick<HybridLinkProps, keyof typeof DEFAULTS>>;
