import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EipAssociation } from "@cdktf/provider-aws/lib/eip-association";
import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { Construct } from "constructs";
import { policyDocument, sessionManager } from "../iam";
import { RouterAccess } from "./router-access";

export interface RouterProps {
  readonly name: string;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly onPremisesCidr: string;
  readonly addressAllocationId: string;
  readonly customerGatewayId: string;
  readonly amiId: string;
  readonly instanceType: string;
  readonly dataKeyArn: string;
  /** Outside addresses of the tunnels, by a name for each. */
  readonly tunnelAddresses: Readonly<Record<string, string>>;
}

const ROOT_VOLUME_GIB = 16;
const SCRIPT = readFileSync(join(__dirname, "assets", "configure_router.py"), "utf8");
const BOOT = readFileSync(join(__dirname, "assets", "boot.sh"), "utf8");

/**
 * An instance that ends the tunnels and speaks BGP. It asks the EC2 API for its connections and their keys when it boots, so that
 * no key stands in its user data.
 */
export class Router extends Construct {
  readonly networkInterfaceId: string;

  constructor(scope: Construct, id: string, props: RouterProps) {
    super(scope, id);
    const access = new RouterAccess(this, "access", props);
    const role = new IamRole(this, "role", {
      name: props.name,
      assumeRolePolicy: policyDocument([{ actions: ["sts:AssumeRole"], principals: { Service: ["ec2.amazonaws.com"] } }]),
    });
    const permissions = [
      new IamRolePolicy(this, "session_manager", {
        name: "session-manager",
        role: role.name,
        policy: policyDocument(sessionManager(props)),
      }),
      new IamRolePolicy(this, "own_connections", {
        name: "read-vpn-connections",
        role: role.name,
        policy: policyDocument([
          {
            // The action knows no resource: the router could read the keys of the region's other connections too.
            actions: ["ec2:DescribeVpnConnections"],
            resources: ["*"],
            conditions: { StringEquals: { "aws:RequestedRegion": props.region } },
          },
        ]),
      }),
    ];
    const profile = new IamInstanceProfile(this, "profile", { name: props.name, role: role.name });
    const instance = new Instance(this, "instance", {
      ami: props.amiId,
      instanceType: props.instanceType,
      subnetId: props.subnetId,
      vpcSecurityGroupIds: [access.securityGroupId],
      iamInstanceProfile: profile.name,
      sourceDestCheck: false,
      monitoring: true,
      ebsOptimized: true,
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      rootBlockDevice: {
        encrypted: true,
        kmsKeyId: props.dataKeyArn,
        volumeType: "gp3",
        volumeSize: ROOT_VOLUME_GIB,
        tags: { Name: props.name },
      },
      userData: userData(props),
      userDataReplaceOnChange: true,
      tags: { Name: props.name },
      dependsOn: permissions,
    });
    new EipAssociation(this, "address", { allocationId: props.addressAllocationId, instanceId: instance.id });
    this.networkInterfaceId = instance.primaryNetworkInterfaceId;
  }
}

const END = "TRIMTAB_END_OF_FILE";
const FOLDER = "/etc/trimtab";

function userData({ region, customerGatewayId, onPremisesCidr }: RouterProps): string {
  const environment = [`AWS_DEFAULT_REGION=${region}`, `CUSTOMER_GATEWAY_ID=${customerGatewayId}`, `ON_PREMISES_CIDR=${onPremisesCidr}`];
  const file = (name: string, content: string) => `cat >${FOLDER}/${name} <<'${END}'\n${content.trimEnd()}\n${END}`;
  return [
    "#!/bin/bash",
    "set -euo pipefail",
    `install -d ${FOLDER}`,
    file("router.env", environment.join("\n")),
    file("configure_router.py", SCRIPT),
    BOOT,
  ].join("\n");
}
