import type { Component, ComponentOf } from "../../component";
import type { CacheEngine } from "../../kinds";
import type { VolumeType } from "../ebs-volumes";
import { AURORA_MODES } from "./aurora";
import { io2IopsByTier } from "./ebs";

/** Every price that some setting of the component's tunables is billed at. Global clusters are MySQL, RDS instances PostgreSQL, as the stacks build them. */
export function priceKeysOf(component: Component): readonly string[] {
  return [...new Set(keys(component))].sort();
}

/** Of an hour of a cache node. */
export const cacheKey = (nodeType: string, engine: CacheEngine): string =>
  `elasticache:${nodeType}${engine === "redis" ? "" : `:${engine}`}`;

const engines = ({ tunables: { engine } }: ComponentOf<"redis">): readonly CacheEngine[] => engine?.ladder ?? ["redis"];

/** Of gp3, IOPS and throughput are billed where there is something to turn that could ask for more of them. */
function volumeKeys(type: VolumeType, { tunables }: ComponentOf<"auto-scaling-group">): readonly string[] {
  const { volume_iops, volume_throughput_mibps } = tunables;
  const storage = `ebs:${type}:gb-month`;
  switch (type) {
    case "gp2":
      return [storage];
    case "gp3":
      return [
        storage,
        ...(volume_iops === undefined ? [] : ["ebs:gp3:iops-month"]),
        ...(volume_throughput_mibps === undefined ? [] : ["ebs:gp3:mibps-month"]),
      ];
    case "io1":
      return [storage, "ebs:io1:iops-month"];
    case "io2":
      return [storage, ...io2IopsByTier(volume_iops?.max ?? 0).map(({ key }) => key)];
  }
}

function keys(component: Component): readonly string[] {
  switch (component.kind) {
    case "auto-scaling-group": {
      const { instance_type, volume_type, volume_iops } = component.tunables;
      const types = volume_type?.ladder ?? [volume_iops === undefined ? "gp3" : "io2"];
      return [...instance_type.ladder.map((type) => `ec2:${type}`), ...types.flatMap((type) => volumeKeys(type, component))];
    }
    case "aurora-cluster": {
      const { writer_class, failover_reader_class, reader_class } = component.tunables;
      const classes = [writer_class, failover_reader_class, reader_class].flatMap(({ ladder }) => ladder);
      return ["aurora:io", ...AURORA_MODES.flatMap((mode) => ["storage", ...classes].map((what) => `aurora:${what}:${mode}`))];
    }
    case "redis":
      return component.tunables.node_type.ladder.flatMap((type) => engines(component).map((engine) => cacheKey(type, engine)));
    case "dynamodb-table":
      return ["dynamodb:wcu-hour", "dynamodb:rcu-hour", "dynamodb:write-request", "dynamodb:read-request"];
    case "dax":
      return component.tunables.node_type.ladder.map((type) => `dax:${type}`);
    case "aurora-global": {
      const { writer_class, failover_reader_class, reader_class, secondary_class } = component.tunables;
      const classes = [writer_class, failover_reader_class, reader_class, secondary_class].flatMap(({ ladder }) => ladder);
      return ["storage", ...classes].map((what) => `aurora-mysql:${what}:standard`).concat("aurora-mysql:io", "aurora-mysql:backup");
    }
    case "rds-instance": {
      const { instance_class, replica_class, storage_type, storage_throughput_mibps } = component.tunables;
      const volumes = (storage_type?.ladder ?? ["gp3"]).flatMap((type) => [
        `${type}-gb-month`,
        ...(type === "gp2" ? [] : [`${type}-iops-month`]),
        ...(type === "gp3" && storage_throughput_mibps !== undefined ? ["gp3-mibps-month"] : []),
      ]);
      const instances = ["single-az", "multi-az"].flatMap((deployment) =>
        [...instance_class.ladder, ...replica_class.ladder, ...volumes].map((what) => `rds:postgres:${what}:${deployment}`),
      );
      return [...instances, "rds:postgres:backup"];
    }
    case "lambda-function":
      return ["lambda:request", "lambda:gb-second", "lambda:provisioned-gb-second", "lambda:provisioned-duration-gb-second"];
    case "inference-endpoint":
      return component.tunables.instance_type.ladder.map((type) => `sagemaker:endpoint:${type}`);
    case "training-job":
      return component.tunables.instance_type.ladder.map((type) => `sagemaker:training:${type}`);
  }
}
