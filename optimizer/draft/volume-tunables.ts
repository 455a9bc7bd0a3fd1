import { EBS_GP3, isVolumeType } from "../../contract";
import { choiceOf, countOf, type DraftedTunable, fixed, numberIn } from "./drafted";
import type { Argument } from "./root-module";

interface VolumeArguments {
  readonly type: Argument;
  readonly iops: Argument;
  /** In MiB/s. */
  readonly throughput: Argument;
  /** The greatest throughput that gp3 has there, in MiB/s. */
  readonly mostMibps: number;
}

type Drafted<Key extends string> = { readonly [K in Key]?: DraftedTunable };

/**
 * What a volume is besides its size: where it is not gp3, or states what it has more than comes with that. Of any other, and of a type that
 * Trimtab does not know, there is nothing to tell.
 */
export function volumeTunables({ type, iops, throughput, mostMibps }: VolumeArguments): Drafted<"type" | "iops" | "mibps"> {
  if (!isVolumeType(type.value)) return {};
  const { included, most } = EBS_GP3;
  const stated = (argument: Argument, unit: string, min: number, max: number, description: string): DraftedTunable | undefined =>
    argument.variable === undefined && !numberIn(argument.value) ? undefined : countOf(orNone(argument), { unit, min, max }, description);
  const operations = stated(iops, "IOPS", included.iops, most.iops, "Provisioned IOPS of the volume");
  const mibps = stated(throughput, "MiB/s", included.mibps, mostMibps, "Provisioned throughput of the volume where it is gp3");
  if (type.value === "gp3" && operations === undefined && mibps === undefined) return {};
  return {
    type: type.variable === undefined ? fixed(type) : choiceOf(type, [...new Set(["gp3", type.value])], "Type of the volume"),
    ...(operations === undefined ? {} : { iops: operations }),
    ...(mibps === undefined ? {} : { mibps }),
  };
}

/** 0 where none is stated. */
const orNone = (argument: Argument): Argument => (numberIn(argument.value) === undefined ? { ...argument, value: 0 } : argument);
