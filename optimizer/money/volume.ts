import { EBS_GP3, type EbsVolume, io2IopsByTier } from "../../contract";
import { type BillItem, cents } from "./cost";

/** Volumes of a kind: what is stored, and the IOPS and throughput that do not come with it. */
export function volumeItems({ type, gib, iops, mibps }: EbsVolume, count: number): readonly BillItem[] {
  const of = `of ${cents(count)} volumes`;
  const { included } = EBS_GP3;
  const operations = (key: string, each: number): BillItem => ({
    item: `EBS ${type} IOPS ${of}${type === "gp3" ? ` above ${included.iops}` : ""}`,
    priceKey: key,
    quantity: count * each,
    unit: "iops-month",
  });
  const stored: BillItem = {
    item: `EBS ${type} storage ${of}`,
    priceKey: `ebs:${type}:gb-month`,
    quantity: count * gib,
    unit: "gb-month",
  };
  switch (type) {
    case "gp2":
      return [stored];
    case "io1":
      return [stored, operations("ebs:io1:iops-month", iops)];
    case "io2":
      return [stored, ...io2IopsByTier(iops).map((tier) => operations(tier.key, tier.iops))];
    case "gp3":
      return [
        stored,
        ...(iops > included.iops ? [operations("ebs:gp3:iops-month", iops - included.iops)] : []),
        ...(mibps > included.mibps
          ? [
              {
                item: `EBS gp3 throughput ${of} above ${included.mibps} MiB/s`,
                priceKey: "ebs:gp3:mibps-month",
                quantity: count * (mibps - included.mibps),
                unit: "mibps-month",
              } as const,
            ]
          : []),
      ];
  }
}
