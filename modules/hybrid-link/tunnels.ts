import { VpnConnection, type VpnConnectionConfig } from "@cdktf/provider-aws/lib/vpn-connection";
import type { Construct } from "constructs";

export interface TunnelsProps {
  readonly name: string;
  readonly connections: number;
  readonly customerGatewayId: string;
  readonly transitGatewayId: string;
  readonly logGroupArn: string;
}

/** The strongest that both AWS and strongSwan know; `assets/configure_router.py` proposes the same. */
const IKE = ["ikev2"];
const ENCRYPTION = ["AES256-GCM-16"];
const INTEGRITY = ["SHA2-384"];
const DH_GROUPS = [20];

/**
 * Dynamic VPN connections from a transit gateway to one customer gateway; with ECMP their tunnels add up. No pre-shared key is
 * given: AWS generates them.
 */
export function vpnConnections(scope: Construct, props: TunnelsProps): readonly VpnConnection[] {
  return Array.from(
    { length: props.connections },
    (_, index) =>
      new VpnConnection(scope, `vpn_${index + 1}`, {
        customerGatewayId: props.customerGatewayId,
        transitGatewayId: props.transitGatewayId,
        type: "ipsec.1",
        staticRoutesOnly: false,
        ...tunnelOptions(props.logGroupArn),
        tags: { Name: `${props.name}-${index + 1}` },
      }),
  );
}

function tunnelOptions(logGroupArn: string): Partial<VpnConnectionConfig> {
  const log = { cloudwatchLogOptions: { logEnabled: true, logGroupArn, logOutputFormat: "json" } };
  return {
    tunnel1IkeVersions: IKE,
    tunnel1Phase1EncryptionAlgorithms: ENCRYPTION,
    tunnel1Phase1IntegrityAlgorithms: INTEGRITY,
    tunnel1Phase1DhGroupNumbers: DH_GROUPS,
    tunnel1Phase2EncryptionAlgorithms: ENCRYPTION,
    tunnel1Phase2IntegrityAlgorithms: INTEGRITY,
    tunnel1Phase2DhGroupNumbers: DH_GROUPS,
    tunnel1LogOptions: log,
    tunnel2IkeVersions: IKE,
    tunnel2Phase1EncryptionAlgorithms: ENCRYPTION,
    tunnel2Phase1IntegrityAlgorithms: INTEGRITY,
    tunnel2Phase1DhGroupNumbers: DH_GROUPS,
    tunnel2Phase2EncryptionAlgorithms: ENCRYPTION,
    tunnel2Phase2IntegrityAlgorithms: INTEGRITY,
    tunnel2Phase2DhGroupNumbers: DH_GROUPS,
    tunnel2LogOptions: log,
  };
}
