import { gp3Refusal, volumeAsStated } from "./catalog/ebs-volumes";
import { rdsGp3Refusal, rdsVolumeAsStated } from "./catalog/rds-volumes";
import { type Component, tunablesOf, variableOf } from "./component";
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
const rootVolumeRefusal = ({ volume_type, volume_iops, volume_throughput_mibps, volume_size_gib }: Settings): string | undefined =>
  volume_type !== "gp3" || typeof volume_size_gib !== "number"
    ? undefined
    : gp3Refusal(
        volumeAsStated({ type: volume_type, gib: volume_size_gib, iops: numberOr(volume_iops), mibps: numberOr(volume_throughput_mibps) }),
      );

/** The same of a database's volume. */
const storageRefusal = ({ storage_type, iops, storage_throughput_mibps, allocated_storage_gib }: Settings): string | undefined =>
  storage_type !== "gp3" || typeof allocated_storage_gib !== "number"
    ? undefined
    : rdsGp3Refusal(
        rdsVolumeAsStated({
          type: storage_type,
          gib: allocated_storage_gib,
          iops: numberOr(iops),
          mibps: numberOr(storage_throughput_mibps),
        }),
      );

const numberOr = (value: TunableValue | undefined): number | undefined => (typeof value === "number" ? value : undefined);

const RULES: { readonly [K in Kind]?: readonly Rule[] } = {
  "rds-instance": [
    {
      tunable: "storage_type",
      breaks: (settings) => storageRefusal(settings) !== undefined,
      problem: (settings) => storageRefusal(settings) ?? "",
    },
    {
      tunable: "off_hours",
      breaks: ({ off_hours, read_replicas }) => isScheduled(off_hours) && exceeds(read_replicas, 0),
      // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html
      problem: ({ read_replicas }) => `RDS stops no instance that has read replicas, and read_replicas is ${read_replicas}`,
    },
  ],
  "auto-scaling-group": [
    {
      tunable: "volume_type",
      breaks: (settings) => rootVolumeRefusal(settings) !== undefined,
      problem: (settings) => rootVolumeRefusal(settings) ?? "",
    },
  ],
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

/** What is wrong with a component's values together, though each is allowed: one line per problem, by variable. */
export function problemsBetween(name: string, component: Component, values: Readonly<Record<string, TunableValue>>): readonly string[] {
  const tunables = tunablesOf(component);
  const variable = (tunable: string): string => variableOf(name, tunable, tunables.get(tunable));
  const settings = Object.fromEntries([...tunables.keys()].map((tunable) => [tunable, values[variable(tunable)]]));
  return (RULES[component.kind] ?? [])
    .filter(({ breaks }) => breaks(settings))
    .map(({ tunable, problem }) => `${variable(tunable)}: ${problem(settings)}`);
}
