import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { Fn } from "cdktf";
import type { Construct } from "constructs";
import { type AutoScalingGroupProps, enaExpressTypes } from "./props";
import { rootVolumeOf, volumePreconditions } from "./root-volume";

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
    blockDeviceMappings: [rootVolumeOf(props)],
    metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1, instanceMetadataTags: "enabled" },
    monitoring: { enabled: true },
    networkInterfaces: [
      { deviceIndex: 0, associatePublicIpAddress: "false", deleteOnTermination: "true", securityGroups: [...props.securityGroupIds] },
    ],
    tagSpecifications: TAGGED.map((resourceType) => ({ resourceType, tags: { ...props.tags, Name: props.name } })),
    tags: { ...props.tags },
    lifecycle: { precondition: volumePreconditions(props) },
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
