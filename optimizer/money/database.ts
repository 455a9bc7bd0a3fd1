import { type EbsVolume, rdsGp3Included } from "../../contract";
import { type BillItem, unitHours } from "./cost";
import { provisionedSpeed } from "./provisioned";

/** What an RDS database is paid for whether it is used or not. */
export interface ProvisionedDatabase {
  readonly instanceClass: string;
  readonly replicaClass: string;
  readonly replicas: number;
  readonly multiAz: boolean;
  /** Of each instance. */
  readonly volume: EbsVolume;
  /** Share of the time in which it is not stopped; its volumes are paid for all the time. @default 1 */
  readonly running?: number;
}

/**
 * Instances with their volumes, each replica with one of its own; a standby doubles both. Backups are billed by what they exceed the
 * region's provisioned storage by, which nobody publishes: they are not counted.
 */
export function databaseItems({
  instanceClass,
  replicaClass,
  replicas,
  multiAz,
  volume,
  running = 1,
}: ProvisionedDatabase): readonly BillItem[] {
  const parts = [
    { what: multiAz ? "primary and standby" : "primary", deployment: multiAz ? "multi-az" : "single-az", count: 1, type: instanceClass },
    { what: replicas === 1 ? "read replica" : "read replicas", deployment: "single-az", count: replicas, type: replicaClass },
  ].filter(({ count }) => count > 0);
  return parts.flatMap(({ what, deployment, count, type }): readonly BillItem[] => {
    const key = (product: string): string => `rds:postgres:${product}:${deployment}`;
    return [
      { item: `${what}, ${count} × ${type}`, priceKey: key(type), quantity: unitHours(count * running), unit: "hour" },
      {
        item: `${volume.type} storage of the ${what}`,
        priceKey: key(`${volume.type}-gb-month`),
        quantity: count * volume.gib,
        unit: "gb-month",
      },
      ...provisionedSpeed(volume, rdsGp3Included(volume.gib)).map(({ of, what: speed, above, each, unit }) => ({
        item: `${volume.type} ${speed} of the ${what}${above}`,
        priceKey: key(`${volume.type}-${of}-month`),
        quantity: count * each,
        unit,
      })),
    ];
  });
}
