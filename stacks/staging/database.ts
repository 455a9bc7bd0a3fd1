import { type IResolvable, ref } from "cdktf";
import { RdsInstance } from "../../modules/rds-instance";
import { tagComponent } from "../foundation";
import type { Clients } from "../parts";
import type { StagingContext } from "./context";
import { stagingPolicy } from "./policy";

const COMPONENT = "database";
const ENGINE = "postgresql";

export interface StagingDatabase {
  readonly instance: RdsInstance;
  readonly inventory: IResolvable;
}

/** PostgreSQL with a standby and a read replica, each in a zone of its own. */
export function buildDatabase(context: StagingContext, clients: Clients): StagingDatabase {
  const { scope, prefix, deployment, settings, sizes, names, network, dataKeyArn, logKeyArn, protection } = context;
  const size = sizes.database;
  const instance = new RdsInstance(scope, COMPONENT, {
    name: names.database,
    databaseName: deployment.stack,
    account: deployment.account,
    region: deployment.region,
    vpcId: network.vpcId,
    subnetIds: network.isolatedSubnetIds,
    availabilityZones: network.availabilityZones,
    clients,
    instanceClass: size.instance_class,
    replicaClass: size.replica_class,
    readReplicas: size.read_replicas,
    multiAz: size.multi_az,
    allocatedStorageGib: size.allocated_storage_gib,
    iops: size.iops,
    backupRetentionDays: size.backup_retention_days,
    offHours: { ...size.off_hours, timeZone: stagingPolicy.timeZone },
    blueGreen: settings.blueGreen,
    finalSnapshot: settings.leftBehind === "final-snapshot",
    keepAutomatedBackups: settings.leftBehind !== "nothing",
    dataKeyArn,
    logKeyArn,
    protection,
  });
  tagComponent(instance, `${prefix}${COMPONENT}`);
  return { instance, inventory: inventoryOf(instance) };
}

/** Names as in stacks/inventory/rds-instance.ts; how many replicas there are is known to Terraform only. */
function inventoryOf({ primary, replicas }: RdsInstance): IResolvable {
  const address = (instance: typeof primary) => `${instance.terraformResourceType}.${instance.friendlyUniqueId}`;
  const resource = (name: string, identifier: string, role: string) =>
    `{scope = "instance", name = ${name}, dimensions = {DBInstanceIdentifier = ${identifier}}, role = "${role}", engine = "${ENGINE}"}`;
  const first = resource('"primary"', `${address(primary)}.identifier`, "primary");
  const further = resource('format("replica_%d", index + 1)', "identifier", "replica");
  return ref(`concat([${first}], [for index, identifier in ${address(replicas)}[*].identifier : ${further}])`);
}
