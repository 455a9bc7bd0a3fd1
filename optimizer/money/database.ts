import { rdsGp3Included } from "../../contract";
import { type BillItem, unitHours } from "./cost";

/** What an RDS database is paid for whether it is used or not. */
export interface ProvisionedDatabase {
  readonly instanceClass: string;
  readonly replicaClass: string;
  readonly replicas: number;
  readonly multiAz: boolean;
  readonly gib: number;
  readonly iops: number;
  /** Share of the time in which it is not stopped; its volumes are paid for all the time. @default 1 */
  readonly running?: number;
}

/**
 * Instances with their gp3 volumes, each replica with one of its own; a standby doubles both. Backups are billed by what they exceed the
 * region's provisioned storage by, which nobody publishes: they are not counted.
 */
export function databaseItems({
  instanceClass,
  replicaClass,
  replicas,
  multiAz,
  gib,
  iops,
  running = 1,
}: ProvisionedDatabase): readonly BillItem[] {
  const included = rdsGp3Included(gib).iops;
  const extra = Math.max(0, iops - included);
  const parts = [
    { what: multiAz ? "primary and standby" : "primary", deployment: multiAz ? "multi-az" : "single-az", count: 1, type: instanceClass },
    { what: replicas === 1 ? "read replica" : "read replicas", deployment: "single-az", count: replicas, type: replicaClass },
  ].filter(({ count }) => count > 0);
  return parts.flatMap(({ what, deployment, count, type }): readonly BillItem[] => {
    const key = (product: string): string => `rds:postgres:${product}:${deployment}`;
    return [
      { item: `${what}, ${count} × ${type}`, priceKey: key(type), quantity: unitHours(count * running), unit: "hour" },
      { item: `gp3 storage of the ${what}`, priceKey: key("gp3-gb-month"), quantity: count * gib, unit: "gb-month" },
      ...(extra === 0
        ? []
        : [
            {
              item: `IOPS of the ${what} above ${included}`,
              priceKey: key("gp3-iops-month"),
              quantity: count * extra,
              unit: "iops-month",
            } as const,
          ]),
    ];
  });
}
