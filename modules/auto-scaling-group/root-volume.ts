import type { LaunchTemplateBlockDeviceMappings } from "@cdktf/provider-aws/lib/launch-template";
import { conditional, Fn, Op, type TerraformResourceLifecycle, Token } from "cdktf";
import { EBS_GP3, EBS_IO2, EC2, gp3Refusal, type VolumeRefusal } from "../../contract";
import { between, oneOf, type Problem, prop } from "../validation";

export const VOLUME_TYPES = ["io2", "gp3"] as const;
/** `io2`: provisioned IOPS. `gp3`: 3,000 IOPS and 125 MiB/s come with every volume, and more of both may be provisioned. */
export type VolumeType = (typeof VOLUME_TYPES)[number];

const ROOT_DEVICE = "/dev/xvda";

export interface RootVolumeProps {
  readonly instanceType: string;
  readonly volumeType?: string;
  readonly volumeSizeGib: number;
  readonly volumeIops?: number;
  readonly volumeThroughputMibps?: number;
  readonly kmsKeyArn: string;
}

/** The volume that an instance starts from, encrypted and gone with it. */
export const rootVolumeOf = (props: RootVolumeProps): LaunchTemplateBlockDeviceMappings => ({
  deviceName: ROOT_DEVICE,
  ebs: {
    volumeType: typeOf(props),
    volumeSize: props.volumeSizeGib,
    ...(props.volumeIops === undefined ? {} : { iops: props.volumeIops }),
    ...(props.volumeThroughputMibps === undefined ? {} : { throughput: whereGp3(props, props.volumeThroughputMibps) }),
    encrypted: "true",
    kmsKeyId: props.kmsKeyArn,
    deleteOnTermination: "true",
  },
});

/** EC2 refuses a number of MiB/s of any other type. */
const whereGp3 = (props: RootVolumeProps, value: number): number =>
  Token.isUnresolved(typeOf(props)) ? Token.asNumber(conditional(Op.eq(typeOf(props), "gp3"), value, Token.nullValue())) : value;

const typeOf = ({ volumeType = "io2" }: RootVolumeProps): string => volumeType;
const iopsOf = ({ volumeIops = EBS_GP3.included.iops }: RootVolumeProps): number => volumeIops;
const mibpsOf = ({ volumeThroughputMibps = EBS_GP3.included.mibps }: RootVolumeProps): number => volumeThroughputMibps;
const baselines = (): Readonly<Record<string, number>> => Object.fromEntries([...EC2.values()].map((spec) => [spec.type, spec.ebsIops]));

/** What is known at plan time only. Terraform takes no condition that depends on nothing. */
export function volumePreconditions(props: RootVolumeProps): NonNullable<TerraformResourceLifecycle["precondition"]> {
  const { instanceType, volumeSizeGib: gib } = props;
  const [iops, mibps] = [iopsOf(props), mibpsOf(props)];
  const { included, most, iopsPerGib, mibpsPerIops } = EBS_GP3;
  const isOf = (type: VolumeType, condition: ReturnType<typeof Op.lte>) =>
    Token.isUnresolved(typeOf(props)) ? Op.or(Op.neq(typeOf(props), type), condition) : condition;
  const sustained = {
    condition: Op.lte(iops, Fn.lookup(baselines(), instanceType, iops)),
    errorMessage: `The volume's provisioned IOPS exceed what the instance type sustains (EBS baseline: ${describe(baselines())}): lower the IOPS or take a larger type.`,
  };
  const rules: readonly {
    readonly type: VolumeType;
    readonly on: readonly unknown[];
    readonly condition: ReturnType<typeof Op.lte>;
    readonly errorMessage: string;
  }[] = [
    {
      type: "io2",
      on: [iops, gib],
      condition: Op.lte(iops, Op.mul(gib, EBS_IO2.iopsPerGib)),
      errorMessage: `An io2 volume takes at most ${EBS_IO2.iopsPerGib} IOPS per GiB: lower the IOPS or take a larger volume.`,
    },
    {
      type: "gp3",
      on: [iops],
      condition: Op.and(Op.gte(iops, included.iops), Op.lte(iops, most.iops)),
      errorMessage: `A gp3 volume takes ${included.iops} to ${most.iops} IOPS.`,
    },
    {
      type: "gp3",
      on: [iops, gib],
      condition: Op.lte(iops, Fn.max([included.iops, Op.mul(gib, iopsPerGib)])),
      errorMessage: `A gp3 volume takes at most ${iopsPerGib} IOPS per GiB: lower the IOPS or take a larger volume.`,
    },
    {
      type: "gp3",
      on: [mibps],
      condition: Op.and(Op.gte(mibps, included.mibps), Op.lte(mibps, most.mibps)),
      errorMessage: `A gp3 volume takes ${included.mibps} to ${most.mibps} MiB/s.`,
    },
    {
      type: "gp3",
      on: [iops, mibps],
      condition: Op.lte(mibps, Op.mul(iops, mibpsPerIops)),
      errorMessage: `A gp3 volume takes at most ${mibpsPerIops} MiB/s per IOPS: lower the throughput or raise the IOPS.`,
    },
  ];
  const type = typeOf(props);
  return [
    ...([iops, instanceType].some(Token.isUnresolved) ? [sustained] : []),
    ...rules
      .filter((rule) => (Token.isUnresolved(type) || type === rule.type) && [type, ...rule.on].some(Token.isUnresolved))
      .map(({ condition, errorMessage, type: of }) => ({ condition: isOf(of, condition), errorMessage })),
  ];
}

/** What is wrong with a volume, as far as it is known at synth. */
export function volumeProblems(props: RootVolumeProps): readonly Problem[] {
  const { instanceType, volumeType } = props;
  const iops = iopsOf(props);
  const sustained = baselines()[instanceType] ?? iops;
  return [
    prop("volumeType", volumeType, oneOf<string>(...VOLUME_TYPES), VOLUME_TYPES.join(" or ")),
    ...(typeOf(props) === "gp3" ? gp3Problems(props) : io2Problems(props)),
    Token.isUnresolved(iops) || iops <= sustained
      ? undefined
      : `instanceType: ${instanceType} sustains ${sustained} IOPS; the volume's ${iops} need a larger type`,
  ];
}

/** Also of a volume whose type the plan knows: it may be io2. */
function io2Problems(props: RootVolumeProps): readonly Problem[] {
  const { volumeSizeGib, volumeIops, volumeThroughputMibps } = props;
  const { minGib, maxGib, minIops, maxIops, iopsPerGib } = EBS_IO2;
  const most = Token.isUnresolved(volumeSizeGib) ? maxIops : Math.min(maxIops, volumeSizeGib * iopsPerGib);
  return [
    prop("volumeSizeGib", volumeSizeGib, between(minGib, maxGib), `${minGib} to ${maxGib} GiB`),
    volumeIops === undefined ? "volumeIops: is missing; an io2 volume needs it" : undefined,
    prop("volumeIops", volumeIops, between(minIops, most), `${minIops} to ${most} IOPS`),
    typeOf(props) === "io2" && volumeThroughputMibps !== undefined
      ? "volumeThroughputMibps: an io2 volume takes none, its throughput follows from its IOPS"
      : undefined,
  ];
}

const PROP_OF = { gib: "volumeSizeGib", iops: "volumeIops", mibps: "volumeThroughputMibps" } as const satisfies Record<
  VolumeRefusal["of"],
  keyof RootVolumeProps
>;

function gp3Problems(props: RootVolumeProps): readonly Problem[] {
  const { minGib, maxGib, included, most } = EBS_GP3;
  const { volumeSizeGib: gib, volumeIops, volumeThroughputMibps } = props;
  const [iops, mibps] = [iopsOf(props), mibpsOf(props)];
  const problems = [
    prop("volumeSizeGib", gib, between(minGib, maxGib), `${minGib} to ${maxGib} GiB`),
    prop("volumeIops", volumeIops, between(included.iops, most.iops), `${included.iops} to ${most.iops} IOPS with gp3`),
    prop("volumeThroughputMibps", volumeThroughputMibps, between(included.mibps, most.mibps), `${included.mibps} to ${most.mibps} MiB/s`),
  ];
  if (problems.some((problem) => problem !== undefined) || [gib, iops, mibps].some(Token.isUnresolved)) return problems;
  const refusal = gp3Refusal({ gib, iops, mibps });
  return refusal === undefined ? [] : [`${PROP_OF[refusal.of]}: ${refusal.reason}`];
}

const describe = (iopsByType: Readonly<Record<string, number>>): string =>
  Object.entries(iopsByType)
    .map(([type, iops]) => `${type} ${iops}`)
    .join(", ");
