import { EBS_GP3, type EbsVolume, io2IopsByTier } from "../../contract";
import { type BillItem, cents } from "./cost";
import { provisionedSpeed } from "./provisioned";

/** Volumes of a kind: what is stored, and the IOPS and throughput that do not come with it. */
export function volumeItems(volume: EbsVolume, count: number): readonly BillItem[] {
  const { type, gib } = volume;
  const volumes = `of ${cents(count)} volumes`;
  return [
    { item: `EBS ${type} storage ${volumes}`, priceKey: `ebs:${type}:gb-month`, quantity: count * gib, unit: "gb-month" },
    ...provisionedSpeed(volume, EBS_GP3.included).flatMap(({ of, what, above, each, unit }) => {
      const tiers = type === "io2" ? io2IopsByTier(each) : [{ key: `ebs:${type}:${of}-month`, iops: each }];
      return tiers.map(({ key, iops }) => ({
        item: `EBS ${type} ${what} ${volumes}${above}`,
        priceKey: key,
        quantity: count * iops,
        unit,
      }));
    }),
  ];
}
