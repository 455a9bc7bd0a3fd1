import { gp3Refusal, type VolumeRefusal, volumeAsStated } from "./catalog/ebs-volumes";
import { rdsStatedRefusal } from "./catalog/rds-volumes";
import { type Sized, tunablesOf, variableOf } from "./component";
import type { Kind } from "./kinds";
import type { TunableValue } from "./tunable";

/** A component's values by tunable. */
type Settings = Readonly<Record<string, TunableValue | undefined>>;

/** What AWS refuses of values that it takes one by one. */
interface Rule {
  /** Whose value is the wrong one. */
  readonly tunable: string;
  readonly breaks: (settings: Settings) => boolean;
  readonly problem: (settings: Settings) => string;
}

const exceeds = (one: TunableValue | undefined, other: TunableValue | undefined): boolean =>
  typeof one === "number" && typeof other === "number" && one > other;

const isScheduled = (value: TunableValue | undefined): boolean =>
  typeof value === "object" && "stop" in value && (value.stop !== "" || value.start !== "");

/** What AWS refuses of a root volume that is gp3. */
const rootVolumeRefusal = ({ volume_type, volume_iops, volume_throughput_mibps, volume_size_gib }: Settings): VolumeRefusal | undefined =>
  volume_type !== "gp3" || typeof volume_size_gib !== "number"
    ? undefined
    : gp3Refusal(
        volumeAsStated({
          type: volume_type,
          gib: volume_size_gib,
          iops: statedIn(volume_iops),
          mibps: statedIn(volume_throughput_mibps),
        }),
      );

/** The same of a database's volume. */
const storageRefusal = ({ storage_type, iops, storage_throughput_mibps, allocated_storage_gib }: Settings): VolumeRefusal | undefined =>
  storage_type !== "gp3" || typeof allocated_storage_gib !== "number"
    ? undefined
    : rdsStatedRefusal({
        type: storage_type,
        gib: allocated_storage_gib,
        iops: statedIn(iops),
        mibps: statedIn(storage_throughput_mibps),
      });

/** 0 states no number. */
const statedIn = (value: TunableValue | undefined): number | undefined => (typeof value === "number" && value !== 0 ? value : undefined);

/** One rule for each figure of a volume, so that the wrong one is named. */
const volumeRules = (
  refusalOf: (settings: Settings) => VolumeRefusal | undefined,
  tunables: Readonly<Record<VolumeRefusal["of"], string>>,
): readonly Rule[] =>
  (["gib", "iops", "mibps"] as const).map((of) => ({
    tunable: tunables[of],
    breaks: (settings) => refusalOf(settings)?.of === of,
    problem: (settings) => refusalOf(settings)?.reason ?? "",
  }));

const RULES: { readonly [K in Kind]?: readonly Rule[] } = {
  "rds-instance": [
    ...volumeRules(storageRefusal, { gib: "allocated_storage_gib", iops: "iops", mibps: "storage_throughput_mibps" }),
    {
      tunable: "off_hours",
      breaks: ({ off_hours, read_replicas }) => isScheduled(off_hours) && exceeds(read_replicas, 0),
      // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html
      problem: ({ read_replicas }) => `RDS stops no instance that has read replicas, and read_replicas is ${read_replicas}`,
    },
  ],
  "auto-scaling-group": volumeRules(rootVolumeRefusal, {
    gib: "volume_size_gib",
    iops: "volume_iops",
    mibps: "volume_throughput_mibps",
  }),
  "lambda-function": [
    {
      tunable: "provisioned_concurrency",
      breaks: ({ provisioned_concurrency, reserved_concurrency }) => exceeds(provisioned_concurrency, reserved_concurrency),
      // https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
      problem: ({ provisioned_concurrency, reserved_concurrency }) =>
        `${provisioned_concurrency} is greater than reserved_concurrency, which is ${reserved_concurrency}`,
    },
  ],
};

/** A value that is not taken, by the variable that has it. */
export interface ValueProblem {
  readonly variable: string;
  readonly problem: string;
}

/** What is wrong with a component's values together, though each is allowed. */
export function problemsBetween(name: string, component: Sized, values: Readonly<Record<string, TunableValue>>): readonly ValueProblem[] {
  const tunables = tunablesOf(component);
  const variable = (tunable: string): string => variableOf(name, tunable, tunables.get(tunable));
  const settings = Object.fromEntries([...tunables.keys()].map((tunable) => [tunable, values[variable(tunable)]]));
  return (RULES[component.kind] ?? [])
    .filter(({ breaks }) => breaks(settings))
    .map(({ tunable, problem }) => ({ variable: variable(tunable), problem: problem(settings) }));
}
