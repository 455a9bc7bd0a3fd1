import type { EbsVolume, VolumeSpeed } from "../../contract";

/** What of a volume is paid beside its size. */
export interface ProvisionedSpeed {
  readonly of: "iops" | "mibps";
  readonly each: number;
  readonly what: "IOPS" | "throughput";
  /** What comes at no charge, in words; empty where nothing does. */
  readonly above: string;
  readonly unit: "iops-month" | "mibps-month";
}

/** All IOPS of io1 and io2; of gp3 what exceeds what comes with it. */
export function provisionedSpeed({ type, iops, mibps }: EbsVolume, included: VolumeSpeed): readonly ProvisionedSpeed[] {
  const operations = { of: "iops", what: "IOPS", unit: "iops-month" } as const;
  switch (type) {
    case "gp2":
      return [];
    case "io1":
    case "io2":
      return [{ ...operations, each: iops, above: "" }];
    case "gp3":
      return [
        { ...operations, each: iops - included.iops, above: ` above ${included.iops}` },
        {
          of: "mibps",
          what: "throughput",
          unit: "mibps-month",
          each: mibps - included.mibps,
          above: ` above ${included.mibps} MiB/s`,
        } as const,
      ].filter(({ each }) => each > 0);
  }
}
