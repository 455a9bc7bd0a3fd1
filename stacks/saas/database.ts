import { AuroraGlobal } from "../../modules/aurora-global";
import { BackupPlan } from "../../modules/backup-plan";
import { tagComponent } from "../foundation";
import { auroraGlobalInventory, type Clients } from "../parts";
import type { SaasContext, SaasInventory } from "./context";
import type { SecondaryPlace } from "./network";

const COMPONENT = "database";
const ENGINE = "mysql";
const ENHANCED_MONITORING_SECONDS = 30;
/** Recovery points beside Aurora's continuous backup, and as long as the brief keeps that: a shorter one does not shorten them. */
const BACKUP = { everyHours: 12, retentionDays: 30 } as const;

export interface SaasDatabase {
  readonly database: AuroraGlobal;
  readonly inventory: SaasInventory;
}

export function buildDatabase(context: SaasContext, secondaries: readonly SecondaryPlace[], clients: Clients): SaasDatabase {
  const { stack, deployment, sizes, names, network, dataKeyArn, logKeyArn, protection } = context;
  const size = sizes.database;
  const database = new AuroraGlobal(stack, COMPONENT, {
    name: names.cluster,
    engine: ENGINE,
    databaseName: deployment.stack,
    account: deployment.account,
    region: deployment.region,
    vpcId: network.vpcId,
    subnetIds: network.isolatedSubnetIds,
    availabilityZones: network.availabilityZones,
    clients,
    writerClass: size.writer_class,
    failoverReaderClass: size.failover_reader_class,
    readerClass: size.reader_class,
    readers: size.readers,
    backupRetentionDays: size.backup_retention_days,
    monitoringIntervalSeconds: ENHANCED_MONITORING_SECONDS,
    dataKeyArn,
    logKeyArn,
    secondaryClass: size.secondary_class,
    secondaryRegions: size.secondary_regions,
    secondaries: Object.fromEntries(secondaries.map((place) => [place.region, secondaryOf(place)])),
    protection,
  });
  tagComponent(database, COMPONENT);
  return { database, inventory: { database: auroraGlobalInventory(COMPONENT, database, ENGINE) } };
}

/** No client connects there: the copy waits, and serves after a switchover. */
const secondaryOf = ({ provider, network, dataKeyArn, logKeyArn }: SecondaryPlace) => ({
  provider,
  vpcId: network.vpcId,
  subnetIds: network.isolatedSubnetIds,
  availabilityZones: network.availabilityZones,
  clients: {},
  dataKeyArn,
  logKeyArn,
});

export function buildBackup({ stack, names, dataKeyArn, protection }: SaasContext, { database }: SaasDatabase): BackupPlan {
  const resourceArns = [database.primary.clusterArn];
  const plan = new BackupPlan(stack, "backup", { ...BACKUP, name: names.cluster, resourceArns, dataKeyArn, protection });
  tagComponent(plan, COMPONENT);
  return plan;
}
