import {
  type Component,
  type DeploymentContract,
  type Resource,
  rdsVolumeAsStated,
  SECONDS_PER_HOUR,
  volumeAsStated,
} from "../../contract";
import type { Cost } from "../plan/recommendation";
import type { PriceBook } from "../telemetry/snapshot/types";
import { type BillItem, bill, unitHours } from "./cost";
import { databaseItems } from "./database";
import { type PriceList, priceList } from "./price-list";
import { volumeItems } from "./volume";

export interface ListPrice {
  readonly component: string;
  readonly region: string;
  /** A month of what is provisioned whether it is used or not. */
  readonly cost: Cost;
  /** What the figure counts, and what is paid for by use on top. */
  readonly basis: string;
}

interface Provisioned {
  readonly items: readonly BillItem[];
  readonly basis: string;
}

const MIB_PER_GIB = 1_024;

/**
 * The monthly list price of each component as its stack declares it, before anything is turned: capacity that is provisioned,
 * groups at their minimum. What depends on use (requests, I/O, stored data) is named and not counted.
 */
export function listPriceByComponent(
  contract: Pick<DeploymentContract, "components" | "inventory" | "regions">,
  book: PriceBook,
): readonly ListPrice[] {
  return Object.entries(contract.components)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, component]) => {
      const { region = contract.regions[0] ?? "", resources = [] } = contract.inventory[name] ?? {};
      const { items, basis } = provisionedOf(component, resources);
      return { component: name, region, basis, cost: costOf(items, priceList(book, region)) };
    });
}

const costOf = (items: readonly BillItem[], prices: PriceList): Cost =>
  items.length === 0 ? { priced: false, reasons: ["paid for by use"] } : bill(items, prices);

const hours = (what: string, priceKey: string, count: number): BillItem => ({
  item: `${what}, ${count} × ${priceKey.split(":").find((part) => part.includes(".")) ?? priceKey}`,
  priceKey,
  quantity: unitHours(count),
  unit: "hour",
});

function provisionedOf(component: Component, resources: readonly Resource[]): Provisioned {
  switch (component.kind) {
    case "auto-scaling-group":
      return groupOf(component.tunables);
    case "aurora-cluster": {
      const { writer_class, failover_reader_class, reader_class, readers, storage_type } = component.tunables;
      const mode = storage_type.default === "aurora-iopt1" ? "io-optimized" : "standard";
      const of = (type: string) => `aurora:${type}:${mode}`;
      const items = [
        hours("writer", of(writer_class.default), 1),
        ...clusterReaders(of(failover_reader_class.default), of(reader_class.default), readers.default),
      ];
      return { items, basis: "instances; storage, backups and, unless I/O-Optimized, I/O by use" };
    }
    case "aurora-global": {
      const { writer_class, failover_reader_class, reader_class, readers } = component.tunables;
      const of = (type: string) => `aurora-mysql:${type}:standard`;
      const items = [
        hours("writer", of(writer_class.default), 1),
        ...clusterReaders(of(failover_reader_class.default), of(reader_class.default), readers.default),
      ];
      return { items, basis: "instances of the primary region; other regions', storage, replication and I/O on top" };
    }
    case "rds-instance":
      return databaseOf(component.tunables);
    case "redis": {
      const { node_type, shards, replicas_per_shard } = component.tunables;
      const nodes = shards.default * (1 + replicas_per_shard.default);
      return { items: [hours("nodes", `elasticache:${node_type.default}`, nodes)], basis: "nodes; snapshots by use" };
    }
    case "dynamodb-table":
      return tableOf(component.tunables, resources.filter(({ scope }) => scope === "index").length);
    case "dax":
      return { items: [hours("nodes", `dax:${component.tunables.node_type.default}`, component.tunables.nodes.default)], basis: "nodes" };
    case "lambda-function": {
      const { memory_mb, provisioned_concurrency } = component.tunables;
      const gbSeconds = (unitHours(provisioned_concurrency.default) * SECONDS_PER_HOUR * memory_mb.default) / MIB_PER_GIB;
      const kept = {
        item: "provisioned concurrency",
        priceKey: "lambda:provisioned-gb-second",
        quantity: gbSeconds,
        unit: "gb-second",
      } as const;
      return { items: gbSeconds === 0 ? [] : [kept], basis: "provisioned concurrency; requests and their duration by use" };
    }
    case "inference-endpoint": {
      const { instance_type, min_instances } = component.tunables;
      const items = [hours("instances", `sagemaker:endpoint:${instance_type.default}`, min_instances.default)];
      return { items, basis: "instances at the minimum" };
    }
    case "training-job":
      return { items: [], basis: "instance hours by use" };
  }
}

/** One reader is the failover target; the others are alike. */
const clusterReaders = (failover: string, reader: string, readers: number): readonly BillItem[] => [
  ...(readers > 0 ? [hours("failover reader", failover, 1)] : []),
  ...(readers > 1 ? [hours("readers", reader, readers - 1)] : []),
];

type TunablesOf<K extends Component["kind"]> = Extract<Component, { readonly kind: K }>["tunables"];

function groupOf(tunables: TunablesOf<"auto-scaling-group">): Provisioned {
  const { instance_type, min_size, volume_type, volume_iops, volume_throughput_mibps, volume_size_gib } = tunables;
  const count = min_size.default;
  const volume = volumeAsStated({
    type: volume_type?.default,
    gib: volume_size_gib.default,
    iops: volume_iops?.default,
    mibps: volume_throughput_mibps?.default,
  });
  const items: readonly BillItem[] = [hours("instances", `ec2:${instance_type.default}`, count), ...volumeItems(volume, count)];
  return { items, basis: `at the minimum of ${count} instances, each with its volume` };
}

function databaseOf(tunables: TunablesOf<"rds-instance">): Provisioned {
  const { instance_class, replica_class, read_replicas, multi_az } = tunables;
  const { storage_type, iops, storage_throughput_mibps, allocated_storage_gib } = tunables;
  const items = databaseItems({
    instanceClass: instance_class.default,
    replicaClass: replica_class.default,
    replicas: read_replicas.default,
    multiAz: multi_az.default,
    volume: rdsVolumeAsStated({
      type: storage_type?.default,
      gib: allocated_storage_gib.default,
      iops: iops.default,
      mibps: storage_throughput_mibps?.default,
    }),
  });
  return { items, basis: "instances, storage and IOPS above the baseline; backups by use" };
}

/** An index is written as often as its table. */
function tableOf(tunables: TunablesOf<"dynamodb-table">, indexes: number): Provisioned {
  const { billing_mode, read_min_capacity, write_min_capacity, index_read_min_capacity } = tunables;
  if (billing_mode.default === "PAY_PER_REQUEST") return { items: [], basis: "requests, storage and streams by use" };
  const units = (what: string, priceKey: string, count: number): BillItem => ({
    item: what,
    priceKey,
    quantity: unitHours(count),
    unit: "unit-hour",
  });
  const [read, write, indexRead] = [read_min_capacity, write_min_capacity, index_read_min_capacity].map((each) => each?.default ?? 0);
  const items = [
    units("read capacity", "dynamodb:rcu-hour", (read ?? 0) + indexes * (indexRead ?? 0)),
    units("write capacity", "dynamodb:wcu-hour", (write ?? 0) * (1 + indexes)),
  ].filter(({ quantity }) => quantity > 0);
  return { items, basis: `minimum capacity of the table and its ${indexes} indexes; autoscaled capacity, storage and streams on top` };
}
