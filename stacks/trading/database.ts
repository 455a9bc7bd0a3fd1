import { Fn, type IResolvable, ref } from "cdktf";
import type { Resource } from "../../contract";
import { AuroraCluster } from "../../modules/aurora-cluster";
import { BackupPlan } from "../../modules/backup-plan";
import { tagComponent } from "../foundation";
import type { Clients, InventoryPart, TradingContext } from "./context";

const COMPONENT = "database";
const ENGINE = "postgresql";
const ENHANCED_MONITORING_SECONDS = 15;

export interface TradingDatabase {
  readonly cluster: AuroraCluster;
  readonly inventory: InventoryPart;
}

export function buildDatabase(context: TradingContext, clients: Clients): TradingDatabase {
  const { stack, deployment, sizes, names, network, dataKeyArn, logKeyArn, protection } = context;
  const size = sizes.database;
  const cluster = new AuroraCluster(stack, COMPONENT, {
    name: names.cluster,
    engine: ENGINE,
    databaseName: deployment.stack,
    account: deployment.account,
    vpcId: network.vpcId,
    subnetIds: network.isolatedSubnetIds,
    availabilityZones: network.availabilityZones,
    clients,
    writerClass: size.writer_class,
    failoverReaderClass: size.failover_reader_class,
    readerClass: size.reader_class,
    readers: size.readers,
    backupRetentionDays: size.backup_retention_days,
    storageType: size.storage_type,
    monitoringIntervalSeconds: ENHANCED_MONITORING_SECONDS,
    dataKeyArn,
    logKeyArn,
    protection,
  });
  tagComponent(cluster, COMPONENT);
  return { cluster, inventory: { database: inventoryOf(cluster) } };
}

/** Names as in inventory.ts; how many further readers there are is known to Terraform only. */
function inventoryOf(cluster: AuroraCluster): IResolvable {
  const instance = (name: string, identifier: string, role: "writer" | "reader"): Resource => ({
    scope: "instance",
    name,
    dimensions: { DBInstanceIdentifier: identifier },
    role,
    engine: ENGINE,
  });
  const always: readonly Resource[] = [
    { scope: "cluster", name: "cluster", dimensions: { DBClusterIdentifier: cluster.clusterIdentifier }, engine: ENGINE },
    instance("writer", cluster.writer.identifier, "writer"),
    instance("failover_reader", cluster.failoverReader.identifier, "reader"),
  ];
  const { terraformResourceType, friendlyUniqueId } = cluster.furtherReaders;
  const identifiers = `${terraformResourceType}.${friendlyUniqueId}[*].identifier`;
  const further = ref(
    `[for index, identifier in ${identifiers} : {scope = "instance", name = format("reader_%d", index + 2), dimensions = {DBInstanceIdentifier = identifier}, role = "reader", engine = "${ENGINE}"}]`,
  );
  return Fn.flatten([always, further]);
}

/** Recovery points every four hours: Aurora's own backup is continuous and knows no frequency. */
export function buildBackup({ stack, names, dataKeyArn, protection }: TradingContext, { cluster }: TradingDatabase): BackupPlan {
  const plan = new BackupPlan(stack, "backup", { name: names.cluster, resourceArns: [cluster.clusterArn], dataKeyArn, protection });
  tagComponent(plan, COMPONENT);
  return plan;
}
