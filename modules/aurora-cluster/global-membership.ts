import type { RdsClusterConfig } from "@cdktf/provider-aws/lib/rds-cluster";
import { ref } from "cdktf";

/**
 * How a cluster stays in its global database. The API answers with a source that no configuration names, which the provider would take
 * away, and with it the replication; versions move by the global database alone
 * (https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/rds_global_cluster#upgrading-engine-versions).
 * A plan that would leave the argument empty, by an override file or an edit, is refused: applied, it detaches the cluster.
 * @param preventDestroy read at synth; also refuses replacement
 */
export const staysInGlobalDatabase = (preventDestroy: boolean): NonNullable<RdsClusterConfig["lifecycle"]> => ({
  ignoreChanges: ["replication_source_identifier", "engine_version"],
  ...(preventDestroy ? { preventDestroy } : {}),
  postcondition: [
    {
      condition: ref("try(length(self.global_cluster_identifier), 0) > 0"),
      errorMessage: "The plan would detach this cluster from its global database, which is not undone without a new copy of the data.",
    },
  ],
});

/** Instances follow the version of their cluster. */
export const GLOBAL_INSTANCE_LIFECYCLE: NonNullable<RdsClusterConfig["lifecycle"]> = { ignoreChanges: ["engine_version"] };
