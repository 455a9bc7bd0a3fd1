import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { TerraformCount } from "cdktf";
import type { Construct } from "constructs";

export const LOG_EXPORTS = ["postgresql", "upgrade"] as const;

interface LogProps {
  readonly name: string;
  readonly logRetentionDays: number;
  readonly logKeyArn: string;
}

/** Made before the instances: RDS would make them without encryption and without an end. */
export function exportedLogs(scope: Construct, id: string, { name, logRetentionDays, logKeyArn }: LogProps, count?: TerraformCount) {
  return LOG_EXPORTS.map(
    (log) =>
      new CloudwatchLogGroup(scope, `${id}_${log}`, {
        ...(count === undefined ? {} : { count }),
        name: `/aws/rds/instance/${name}/${log}`,
        retentionInDays: logRetentionDays,
        kmsKeyId: logKeyArn,
      }),
  );
}
