import { AuroraCluster } from "../../modules/aurora-cluster";
import { BackupPlan } from "../../modules/backup-plan";
import { tagComponent } from "../foundation";
import { auroraInventory, type Clients } from "../parts";
import type { TradingContext, TradingInventory } from "./context";

const COMPONENT = "database";
const ENGINE = "postgresql";
const ENHANCED_MONITORING_SECONDS = 15;

export interface TradingDatabase {
  readonly cluster: AuroraCluster;
  readonly inventory: TradingInventory;
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
  return { cluster, inventory: { database: auroraInventory(cluster, ENGINE) } };
}

/** Recovery points every four hours: Aurora's own backup is continuous and knows no frequency. */
export function buildBackup({ stack, names, dataKeyArn, protection }: TradingContext, { cluster }: TradingDatabase): BackupPlan {
  const plan = new BackupPlan(stack, "backup", { name: names.cluster, resourceArns: [cluster.clusterArn], dataKeyArn, protection });
  tagComponent(plan, COMPONENT);
  return plan;
}
