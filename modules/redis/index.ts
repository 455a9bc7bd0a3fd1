import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { ElasticacheParameterGroup } from "@cdktf/provider-aws/lib/elasticache-parameter-group";
import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { ElasticacheSubnetGroup } from "@cdktf/provider-aws/lib/elasticache-subnet-group";
import { Fn, Op, ref, TerraformCount, type TerraformResource, Token } from "cdktf";
import { Construct } from "constructs";
import { ServiceAccess } from "../service-access";
import { iamUser } from "./access";
import type { RedisProps } from "./props";
import { validate } from "./validation";

export type { EvictionPolicy, RedisProps } from "./props";

const FAMILY = { redis: "redis7", valkey: "valkey8" } as const;
/** The first that is cheaper than Redis OSS and has all that 7.1 has. */
const VALKEY_VERSION = "8.0";
const PORT = 6379;
const LOGS = ["slow-log", "engine-log"] as const;

const DEFAULTS = {
  engine: "redis",
  engineVersion: "7.1",
  evictionPolicy: "volatile-lru",
  keyspaceEvents: "Ex",
  accessString: "on ~* +@all -@dangerous +info",
  snapshotRetentionDays: 5,
  logRetentionDays: 90,
  snapshotWindow: "03:00-04:00",
  maintenanceWindow: "sun:05:00-sun:06:00",
} as const;

/**
 * Redis OSS or Valkey in cluster mode over several Availability Zones, encrypted, with users who log in by IAM.
 * @throws InputError with every problem of its props
 */
export class Redis extends Construct {
  /** For discovery of the shards; clients connect by TLS. */
  readonly configurationEndpoint: string;
  /** 6379: TLS. */
  readonly port: number;
  /** The name it was given. */
  readonly replicationGroupId: string;
  /** For `elasticache:Connect`. */
  readonly replicationGroupArn: string;
  /** The IAM actions `elasticache:Connect` of a client need both ARNs. */
  readonly userArn: string;
  /** Whom clients log in as, by IAM. */
  readonly userName: string;
  /** Of the cluster; clients are let in as `clients` names them. */
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, given: RedisProps) {
    super(scope, id);
    validate(scope, id, given);
    const props = { ...DEFAULTS, ...given };
    const { name } = props;

    const access = new ServiceAccess(this, "access", {
      name,
      description: `Clients of the ${name} Redis cluster`,
      vpcId: props.vpcId,
      port: PORT,
      clients: props.clients,
    });
    const subnets = new ElasticacheSubnetGroup(this, "subnets", { name, subnetIds: [...props.subnetIds] });
    const parameter = [
      { name: "cluster-enabled", value: "yes" },
      { name: "maxmemory-policy", value: props.evictionPolicy },
      { name: "notify-keyspace-events", value: props.keyspaceEvents },
    ];
    const parameters = new ElasticacheParameterGroup(this, "parameters", {
      name,
      family: FAMILY.redis,
      description: `Parameters of ${name}`,
      parameter,
    });
    const isValkey = Op.eq(props.engine, "valkey");
    const valkeyParameters = new ElasticacheParameterGroup(this, "valkey_parameters", {
      count: TerraformCount.of(Token.asNumber(Fn.conditional(isValkey, 1, 0))),
      name: `${name}-valkey`,
      family: FAMILY.valkey,
      description: `Parameters of ${name} under Valkey`,
      parameter,
    });
    const user = iamUser(this, name, props.accessString);
    const logs = LOGS.map((log) => ({
      log,
      group: new CloudwatchLogGroup(this, log.replace("-", "_"), {
        name: `/aws/elasticache/${name}/${log}`,
        retentionInDays: props.logRetentionDays,
        kmsKeyId: props.logKeyArn,
      }),
    }));

    const cluster = new ElasticacheReplicationGroup(this, "cluster", {
      replicationGroupId: name,
      description: props.description,
      engine: props.engine,
      engineVersion: Token.asString(Fn.conditional(isValkey, VALKEY_VERSION, props.engineVersion)),
      port: PORT,
      nodeType: props.nodeType,
      dataTieringEnabled: Fn.startswith(props.nodeType, "cache.r6gd."),
      numNodeGroups: props.shards,
      replicasPerNodeGroup: props.replicasPerShard,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      subnetGroupName: subnets.name,
      securityGroupIds: [access.securityGroupId],
      parameterGroupName: Token.asString(Fn.conditional(isValkey, ref(`one(${addressOf(valkeyParameters)}[*].name)`), parameters.name)),
      userGroupIds: [user.userGroupId],
      transitEncryptionEnabled: true,
      atRestEncryptionEnabled: "true",
      kmsKeyId: props.dataKeyArn,
      snapshotRetentionLimit: props.snapshotRetentionDays,
      snapshotWindow: props.snapshotWindow,
      maintenanceWindow: props.maintenanceWindow,
      ...(props.protection ? { finalSnapshotIdentifier: `${name}-final` } : {}),
      logDeliveryConfiguration: logs.map(({ log, group }) => ({
        logType: log,
        logFormat: "json",
        destinationType: "cloudwatch-logs",
        destination: group.name,
      })),
      autoMinorVersionUpgrade: "false",
      applyImmediately: true,
    });

    this.configurationEndpoint = cluster.configurationEndpointAddress;
    this.port = PORT;
    this.replicationGroupId = cluster.replicationGroupId;
    this.replicationGroupArn = cluster.arn;
    this.userArn = user.userArn;
    this.userName = user.userName;
    this.securityGroupId = access.securityGroupId;
  }
}

const addressOf = ({ terraformResourceType, friendlyUniqueId }: TerraformResource): string =>
  `${terraformResourceType}.${friendlyUniqueId}`;
