import type { LaunchTemplateBlockDeviceMappings } from "@cdktf/provider-aws/lib/launch-template";
import { Fn, Op, type TerraformResourceLifecycle, Token } from "cdktf";
import { EC2 } from "../../contract";
import { between, oneOf, type Problem, prop } from "../validation";

export const VOLUME_TYPES = ["io2", "gp3"] as const;
/** `io2`: provisioned IOPS. `gp3`: the 3,000 IOPS and 125 MB/s that come with every volume. */
export type VolumeType = (typeof VOLUME_TYPES)[number];

/** https://docs.aws.amazon.com/ebs/latest/userguide/provisioned-iops.html, general-purpose.html */
const IO2 = { minGib: 4, maxGib: 65_536, minIops: 100, maxIops: 256_000, iopsPerGib: 1000 } as const;
const GP3 = { minGib: 1, maxGib: 16_384, includedIops: 3_000 } as const;

const ROOT_DEVICE = "/dev/xvda";

export interface RootVolumeProps {
  readonly instanceType: string;
  readonly volumeType?: VolumeType;
  readonly volumeSizeGib: number;
  readonly volumeIops?: number;
  readonly kmsKeyArn: string;
}

/** The volume that an instance starts from, encrypted and gone with it. */
export const rootVolumeOf = (props: RootVolumeProps): LaunchTemplateBlockDeviceMappings => ({
  deviceName: ROOT_DEVICE,
  ebs: {
    volumeType: typeOf(props),
    volumeSize: props.volumeSizeGib,
    ...(props.volumeIops === undefined ? {} : { iops: props.volumeIops }),
    encrypted: "true",
    kmsKeyId: props.kmsKeyArn,
    deleteOnTermination: "true",
  },
});

const typeOf = ({ volumeType = "io2" }: RootVolumeProps): VolumeType => volumeType;
const iopsOf = ({ volumeIops = GP3.includedIops }: RootVolumeProps): number => volumeIops;
const baselines = (): Readonly<Record<string, number>> => Object.fromEntries([...EC2.values()].map((spec) => [spec.type, spec.ebsIops]));

/** What is known at plan time only. Terraform takes no condition that depends on nothing. */
export function volumePreconditions(props: RootVolumeProps): NonNullable<TerraformResourceLifecycle["precondition"]> {
  const { instanceType, volumeSizeGib } = props;
  const iops = iopsOf(props);
  const sustained = {
    condition: Op.lte(iops, Fn.lookup(baselines(), instanceType, iops)),
    errorMessage: `The volume's provisioned IOPS exceed what the instance type sustains (EBS baseline: ${describe(baselines())}): lower the IOPS or take a larger type.`,
  };
  const dense = {
    condition: Op.lte(iops, Op.mul(volumeSizeGib, IO2.iopsPerGib)),
    errorMessage: `An io2 volume takes at most ${IO2.iopsPerGib} IOPS per GiB: lower the IOPS or take a larger volume.`,
  };
  return [
    ...(Token.isUnresolved(iops) || Token.isUnresolved(instanceType) ? [sustained] : []),
    ...(typeOf(props) === "io2" && (Token.isUnresolved(iops) || Token.isUnresolved(volumeSizeGib)) ? [dense] : []),
  ];
}

/** What is wrong with a volume, as far as it is known at synth. */
export function volumeProblems(props: RootVolumeProps): readonly Problem[] {
  const { instanceType, volumeType, volumeSizeGib, volumeIops } = props;
  const type = typeOf(props);
  const { minGib, maxGib } = type === "io2" ? IO2 : GP3;
  const most = Token.isUnresolved(volumeSizeGib) ? IO2.maxIops : Math.min(IO2.maxIops, volumeSizeGib * IO2.iopsPerGib);
  const iops = iopsOf(props);
  const sustained = baselines()[instanceType] ?? iops;
  return [
    prop("volumeType", volumeType, oneOf(...VOLUME_TYPES), VOLUME_TYPES.join(" or ")),
    prop("volumeSizeGib", volumeSizeGib, between(minGib, maxGib), `${minGib} to ${maxGib} GiB`),
    ...(type === "gp3"
      ? [prop("volumeIops", volumeIops, () => false, `nothing with gp3, which comes with ${GP3.includedIops} IOPS`)]
      : [
          volumeIops === undefined ? "volumeIops: is missing; an io2 volume needs it" : undefined,
          prop("volumeIops", volumeIops, between(IO2.minIops, most), `${IO2.minIops} to ${most} IOPS`),
        ]),
    Token.isUnresolved(iops) || iops <= sustained
      ? undefined
      : `instanceType: ${instanceType} sustains ${sustained} IOPS; the volume's ${iops} need a larger type`,
  ];
}

const describe = (iopsByType: Readonly<Record<string, number>>): string =>
  Object.entries(iopsByType)
    .map(([type, iops]) => `${type} ${iops}`)
    .join(", ");
