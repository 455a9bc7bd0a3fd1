import type { DbInstanceConfig } from "@cdktf/provider-aws/lib/db-instance";
import { conditional, Fn, Op, Token } from "cdktf";
import { RDS_GP3 } from "../../contract";

export const STORAGE_GIB = { least: 20, most: 65_536 } as const;

/** Storage autoscaling may go this far above what was asked for; at the greatest size there is none. */
const GROWTH_FACTOR = 2;

type Storage = Pick<DbInstanceConfig, "allocatedStorage" | "iops" | "maxAllocatedStorage" | "storageThroughput" | "storageType">;

/** Arguments of a volume, of the primary or of a replica, which takes its source's size and no other. */
export function storageOf({ allocatedStorageGib, iops }: { readonly allocatedStorageGib: number; readonly iops: number }): Storage {
  const striped = Op.gte(allocatedStorageGib, RDS_GP3.stripedFromGib);
  const whereStriped = (value: number) => Token.asNumber(conditional(striped, value, Token.nullValue()));
  return {
    storageType: "gp3",
    allocatedStorage: allocatedStorageGib,
    maxAllocatedStorage: Fn.min([Token.asNumber(Op.mul(allocatedStorageGib, GROWTH_FACTOR)), STORAGE_GIB.most]),
    iops: whereStriped(iops),
    storageThroughput: whereStriped(RDS_GP3.striped.mibps),
  };
}

/** What RDS would refuse in the middle of an apply is refused by the plan. */
export const enoughIops = ({ allocatedStorageGib, iops }: { readonly allocatedStorageGib: number; readonly iops: number }) => ({
  condition: Op.or(Op.lt(allocatedStorageGib, RDS_GP3.stripedFromGib), Op.gte(iops, RDS_GP3.striped.iops)),
  errorMessage: `gp3 volumes of ${RDS_GP3.stripedFromGib} GiB or more start at ${RDS_GP3.striped.iops} IOPS: fewer are refused, and cost no less.`,
});
