import type { PriceFamily, PriceQuery } from "./query";

const source = "https://aws.amazon.com/ebs/pricing/";

const storage = (volumeApiName: string): Omit<PriceQuery, "key"> => ({
  serviceCode: "AmazonEC2",
  attributes: { productFamily: "Storage", volumeApiName },
  usage: `EBS:VolumeUsage.${volumeApiName}`,
  awsUnits: ["GB-Mo", "GB-month"],
  unit: "gb-month",
  source,
});

const io2Iops = (usage: string): Omit<PriceQuery, "key"> => ({
  serviceCode: "AmazonEC2",
  attributes: { productFamily: "System Operation", volumeApiName: "io2" },
  usage,
  awsUnits: ["IOPS-Mo", "IOPS-month"],
  unit: "iops-month",
  source,
});

/** A volume's IOPS are billed in tiers, each a product of its own: up to 32,000, up to 64,000, and above. */
const IO2_TIERS = [
  { key: "ebs:io2:iops-month", upTo: 32_000, usage: "EBS:VolumeP-IOPS.io2" },
  { key: "ebs:io2:iops-month:tier2", upTo: 64_000, usage: "EBS:VolumeP-IOPS.io2.tier2" },
  { key: "ebs:io2:iops-month:tier3", upTo: Number.POSITIVE_INFINITY, usage: "EBS:VolumeP-IOPS.io2.tier3" },
] as const;

/** Which price keys a volume's provisioned IOPS fall under, and how many under each. */
export function io2IopsByTier(iops: number): readonly { readonly key: string; readonly iops: number }[] {
  let from = 0;
  return IO2_TIERS.flatMap(({ key, upTo }) => {
    const within = Math.min(iops, upTo) - from;
    from = upTo;
    return within > 0 ? [{ key, iops: within }] : [];
  });
}

/** `ebs:io2:gb-month`, `ebs:gp3:gb-month`, `ebs:io2:iops-month[:tier2|:tier3]` */
export const ebs: PriceFamily = {
  prefix: "ebs",
  query: (rest) => {
    const [volume, what, ...more] = rest;
    if (what === "gb-month" && more.length === 0 && (volume === "io2" || volume === "gp3")) return storage(volume);
    const tier = IO2_TIERS.find(({ key }) => key === ["ebs", ...rest].join(":"));
    return tier === undefined ? undefined : io2Iops(tier.usage);
  },
};
