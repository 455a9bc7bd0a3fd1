import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { Fn, Op, type TerraformResourceLifecycle } from "cdktf";
import type { Construct } from "constructs";
import { EC2 } from "../../contract";
import { type AutoScalingGroupProps, enaExpressTypes } from "./props";

/** io2 Block Express (https://docs.aws.amazon.com/ebs/latest/userguide/provisioned-iops.html). */
const IO2_IOPS_PER_GIB = 1000;
const ROOT_DEVICE = "/dev/xvda";
/** Instances take the tags of their group. */
const TAGGED = ["volume", "network-interface"] as const;

/** What every instance of the groups is launched from. */
export function launchTemplateOf(scope: Construct, props: AutoScalingGroupProps): LaunchTemplate {
  const template = new LaunchTemplate(scope, "template", {
    name: props.name,
    imageId: props.amiId,
    instanceType: props.instanceType,
    ebsOptimized: "true",
    updateDefaultVersion: true,
    userData: props.userData,
    iamInstanceProfile: { arn: props.instanceProfileArn },
    blockDeviceMappings: [
      {
        deviceName: ROOT_DEVICE,
        ebs: {
          volumeType: "io2",
          volumeSize: props.volumeSizeGib,
          iops: props.volumeIops,
          encrypted: "true",
          kmsKeyId: props.kmsKeyArn,
          deleteOnTermination: "true",
        },
      },
    ],
    metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1, instanceMetadataTags: "enabled" },
    monitoring: { enabled: true },
    networkInterfaces: [
      { deviceIndex: 0, associatePublicIpAddress: "false", deleteOnTermination: "true", securityGroups: [...props.securityGroupIds] },
    ],
    tagSpecifications: TAGGED.map((resourceType) => ({ resourceType, tags: { ...props.tags, Name: props.name } })),
    tags: { ...props.tags },
    lifecycle: { precondition: preconditions(props) },
  });
  if (props.enaExpress === true) {
    // A type without it refuses the block even when it says false, and the type is known at plan time only.
    template.addOverride("network_interfaces.0.dynamic.ena_srd_specification", {
      for_each: Fn.conditional(Fn.contains([...enaExpressTypes()], props.instanceType), [true], []),
      content: { ena_srd_enabled: true, ena_srd_udp_specification: { ena_srd_udp_enabled: true } },
    });
  }
  return template;
}

function preconditions({
  instanceType,
  volumeIops,
  volumeSizeGib,
}: AutoScalingGroupProps): NonNullable<TerraformResourceLifecycle["precondition"]> {
  const baselines = Object.fromEntries([...EC2.values()].map((spec) => [spec.type, spec.ebsIops]));
  return [
    {
      condition: Op.lte(volumeIops, Fn.lookup(baselines, instanceType, volumeIops)),
      errorMessage: `The volume's provisioned IOPS exceed what the instance type sustains (EBS baseline: ${describe(baselines)}): lower the IOPS or take a larger type.`,
    },
    {
      condition: Op.lte(volumeIops, Op.mul(volumeSizeGib, IO2_IOPS_PER_GIB)),
      errorMessage: `An io2 volume takes at most ${IO2_IOPS_PER_GIB} IOPS per GiB: lower the IOPS or take a larger volume.`,
    },
  ];
}

const describe = (baselines: Readonly<Record<string, number>>): string =>
  Object.entries(baselines)
    .map(([type, iops]) => `${type} ${iops}`)
    .join(", ");
