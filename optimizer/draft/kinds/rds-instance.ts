import { DATABASE, type Engine, RDS_GP3, type Resource } from "../../../contract";
import { choiceOf, countOf, familyLadder, fixed, flagOf, type KindDraft, numberIn, textIn } from "../drafted";
import type { PlannedResource } from "../root-module";
import { volumeTunables } from "../volume-tunables";

/** A primary with its read replicas. */
export const rdsInstance: KindDraft = {
  types: ["aws_db_instance"],
  draft(primary, root) {
    const instances = root.ofType("aws_db_instance");
    const isReplicaOf = (each: PlannedResource, of: PlannedResource): boolean =>
      each.refersTo("replicate_source_db", "aws_db_instance").includes(of.configured);
    if (instances.some((other) => isReplicaOf(primary, other)) || textIn(primary.values.replicate_source_db) !== undefined)
      return undefined;
    const replicas = instances.filter((each) => isReplicaOf(each, primary));
    const [replica] = replicas;
    const type = primary.argument("instance_class");
    const replicaType = replica?.argument("instance_class") ?? { value: type.value, why: "there is no replica" };
    const named = [primary, ...replicas].map(({ values: { identifier } }) => textIn(identifier));
    const engine: Engine = String(primary.values.engine).includes("mysql") ? "mysql" : "postgresql";
    return {
      kind: "rds-instance",
      address: primary.address,
      name: primary.name,
      description: `RDS instance ${named[0] ?? primary.name}`,
      tunables: {
        instance_class: choiceOf(type, familyLadder(DATABASE, type.value), "Instance class"),
        replica_class: choiceOf(replicaType, familyLadder(DATABASE, replicaType.value), "Class of each read replica"),
        read_replicas: fixed({ value: replicas.length, why: "each replica is a resource of its own" }),
        multi_az: flagOf(primary.argument("multi_az"), "A standby in another zone"),
        ...volumeOf(primary),
        iops: countOf(withZero(primary.argument("iops")), { unit: "IOPS", min: 0, max: 0 }, "Provisioned IOPS"),
        // Volumes grow and never shrink.
        allocated_storage_gib: fixed({ value: numberIn(primary.values.allocated_storage), why: "volumes do not shrink" }),
        backup_retention_days: countOf(
          withZero(primary.argument("backup_retention_period")),
          { unit: "day", min: 1, max: 35 },
          "Days of backups",
        ),
      },
      resources: named.flatMap((identifier, index) => (identifier === undefined ? [] : [instanceResource(identifier, index, engine)])),
      ...(named.includes(undefined) ? { unknown: "an instance's identifier is known after its first apply only" } : {}),
    };
  },
};

/** IOPS are told of every volume, whatever its type. */
function volumeOf(primary: PlannedResource) {
  const { type, mibps } = volumeTunables({
    type: primary.argument("storage_type"),
    iops: { value: undefined },
    throughput: primary.argument("storage_throughput"),
    mostMibps: RDS_GP3.most.mibps,
  });
  return {
    ...(type === undefined ? {} : { storage_type: type }),
    ...(mibps === undefined ? {} : { storage_throughput_mibps: mibps }),
  };
}

const withZero = <A extends { readonly value: unknown }>(argument: A): A =>
  argument.value === null ? { ...argument, value: 0 } : argument;

const instanceResource = (identifier: string, index: number, engine: Engine): Resource => ({
  scope: "instance",
  name: index === 0 ? "primary" : `replica_${index}`,
  dimensions: { DBInstanceIdentifier: identifier },
  role: index === 0 ? "primary" : "replica",
  engine,
});
