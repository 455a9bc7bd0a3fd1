import type { DbInstanceConfig } from "@cdktf/provider-aws/lib/db-instance";
import { conditional, Fn, Op, Token } from "cdktf";

/**
 * gp3 under PostgreSQL: volumes from this size on are striped over four, start at 12,000 IOPS and 500 MB/s and take more; smaller ones
 * take no numbers (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage).
 */
export const STRIPED = { fromGib: 400, leastIops: 12_000, mostIops: 64_000, megabytesPerSecond: 500 } as const;

export const STORAGE_GIB = { least: 20, most: 65_536 } as const;

/** Storage autoscaling may go this far above what was asked for; at the greatest size there is none. */
const GROWTH_FACTOR = 2;

type Storage = Pick<DbInstanceConfig, "allocatedStorage" | "iops" | "maxAllocatedStorage" | "storageThroughput" | "storageType">;

/** Arguments of a volume, of the primary or of a replica, which takes its source's size and no other. */
export function storageOf({ allocatedStorageGib, iops }: { readonly allocatedStorageGib: number; readonly iops: number }): Storage {
  const striped = Op.gte(allocatedStorageGib, STRIPED.fromGib);
  const whereStriped = (value: number) => Token.asNumber(conditional(striped, value, Token.nullValue()));
  return {
    storageType: "gp3",
    allocatedStorage: allocatedStorageGib,
    maxAllocatedStorage: Fn.min([Token.asNumber(Op.mul(allocatedStorageGib, GROWTH_FACTOR)), STORAGE_GIB.most]),
    iops: whereStriped(iops),
    storageThroughput: whereStriped(STRIPED.megabytesPerSecond),
  };
}

/** What RDS would refuse in the middle of an apply is refused by the plan. */
export const enoughIops = ({ allocatedStorageGib, iops }: { readonly allocatedStorageGib: number; readonly iops: number }) => ({
  condition: Op.or(Op.lt(allocatedStorageGib, STRIPED.fromGib), Op.gte(iops, STRIPED.leastIops)),
  errorMessage: `gp3 volumes of ${STRIPED.fromGib} GiB or more start at ${STRIPED.leastIops} IOPS: fewer are refused, and cost no less.`,
});
