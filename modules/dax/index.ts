import { DaxCluster } from "@cdktf/provider-aws/lib/dax-cluster";
import { DaxParameterGroup } from "@cdktf/provider-aws/lib/dax-parameter-group";
import { DaxSubnetGroup } from "@cdktf/provider-aws/lib/dax-subnet-group";
import { Construct } from "constructs";
import { ServiceAccess } from "../service-access";
import type { DaxProps } from "./props";
import { serviceRole } from "./role";
import { validate } from "./validation";

export type { DaxProps } from "./props";

/** Port of a cluster with TLS. */
const PORT = 9111;

const DEFAULTS = {
  recordTtlMilliseconds: 300_000,
  queryTtlMilliseconds: 60_000,
  maintenanceWindow: "sun:05:00-sun:06:00",
} as const;

/**
 * A DynamoDB Accelerator cluster with TLS and encryption at rest, for the given tables only.
 * @throws InputError with every problem of its props
 */
export class Dax extends Construct {
  /** `daxs://…`: clients find the nodes through it. */
  readonly endpoint: string;
  /** For the policies of clients. */
  readonly clusterArn: string;
  /** The name it was given. */
  readonly clusterName: string;
  /** 9111: TLS. */
  readonly port: number;
  /** Of the cluster; clients are let in as `clients` names them. */
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, given: DaxProps) {
    super(scope, id);
    validate(scope, id, given);
    const props = { ...DEFAULTS, ...given };
    const { name } = props;

    const access = new ServiceAccess(this, "access", {
      name,
      description: `Clients of the ${name} DAX cluster`,
      vpcId: props.vpcId,
      port: PORT,
      clients: props.clients,
    });
    const subnets = new DaxSubnetGroup(this, "subnets", { name, subnetIds: [...props.subnetIds] });
    const parameters = new DaxParameterGroup(this, "parameters", {
      name,
      description: `Parameters of ${name}`,
      parameters: [
        { name: "query-ttl-millis", value: String(props.queryTtlMilliseconds) },
        { name: "record-ttl-millis", value: String(props.recordTtlMilliseconds) },
      ],
    });
    const { role, policy } = serviceRole(this, given);
    const cluster = new DaxCluster(this, "cluster", {
      clusterName: name,
      description: props.description,
      iamRoleArn: role.arn,
      nodeType: props.nodeType,
      replicationFactor: props.nodes,
      subnetGroupName: subnets.name,
      securityGroupIds: [access.securityGroupId],
      parameterGroupName: parameters.name,
      clusterEndpointEncryptionType: "TLS",
      serverSideEncryption: { enabled: true },
      maintenanceWindow: props.maintenanceWindow,
      dependsOn: [policy],
    });

    this.endpoint = cluster.clusterAddress;
    this.clusterArn = cluster.arn;
    this.clusterName = cluster.clusterName;
    this.port = PORT;
    this.securityGroupId = access.securityGroupId;
  }
}
