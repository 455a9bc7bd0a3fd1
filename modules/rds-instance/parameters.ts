import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import type { Construct } from "constructs";

interface ParameterProps {
  readonly name: string;
  readonly engineVersion: string;
  readonly slowQueryMilliseconds: number;
  readonly blueGreen: boolean;
}

/** TLS is forced; slow statements and changes of schema are logged, rows and their values are not. */
export function parametersOf(scope: Construct, { name, engineVersion, slowQueryMilliseconds, blueGreen }: ParameterProps) {
  return new DbParameterGroup(scope, "parameters", {
    name,
    family: `postgres${engineVersion.replace(/\..*$/, "")}`,
    description: `Parameters of ${name}`,
    parameter: [
      { name: "rds.force_ssl", value: "1", applyMethod: "immediate" },
      { name: "log_statement", value: "ddl", applyMethod: "immediate" },
      { name: "log_min_duration_statement", value: String(slowQueryMilliseconds), applyMethod: "immediate" },
      // A green copy of another version follows by logical replication, which takes effect by a restart.
      ...(blueGreen ? [{ name: "rds.logical_replication", value: "1", applyMethod: "pending-reboot" }] : []),
    ],
  });
}
