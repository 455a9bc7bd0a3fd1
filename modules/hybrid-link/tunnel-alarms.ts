import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { VpnConnection } from "@cdktf/provider-aws/lib/vpn-connection";
import type { Construct } from "constructs";

const PERIOD_SECONDS = 300;
const PERIODS = 3;

/**
 * One alarm per connection: 1 says that both its tunnels speak BGP, less that one or both do not
 * (https://docs.aws.amazon.com/vpn/latest/s2svpn/monitoring-cloudwatch-vpn.html).
 */
export function tunnelAlarms(scope: Construct, name: string, connections: readonly VpnConnection[], actions: readonly string[]): void {
  for (const [index, connection] of connections.entries()) {
    new CloudwatchMetricAlarm(scope, `vpn_${index + 1}_alarm`, {
      alarmName: `${name}-${index + 1}-tunnels`,
      alarmDescription: `A tunnel of VPN connection ${name}-${index + 1} is down for ${(PERIODS * PERIOD_SECONDS) / 60} minutes`,
      namespace: "AWS/VPN",
      metricName: "TunnelState",
      dimensions: { VpnId: connection.id },
      statistic: "Minimum",
      period: PERIOD_SECONDS,
      datapointsToAlarm: PERIODS,
      evaluationPeriods: PERIODS,
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      treatMissingData: "missing",
      alarmActions: [...actions],
      okActions: [...actions],
    });
  }
}
