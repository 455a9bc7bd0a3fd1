import type { EbsVolume } from "../../../contract";
import { volumeItems } from "../../../optimizer/money";

const paid = (volume: EbsVolume) => volumeItems(volume, 2).map(({ priceKey, quantity, unit }) => [priceKey, quantity, unit]);

describe("volumes are paid by their size and", () => {
  test.each<[string, EbsVolume, readonly (readonly [string, number, string])[]]>([
    ["of gp2 by nothing else", { type: "gp2", gib: 100, iops: 9_000, mibps: 900 }, [["ebs:gp2:gb-month", 200, "gb-month"]]],
    [
      "of gp3 by nothing else up to 3,000 IOPS and 125 MiB/s",
      { type: "gp3", gib: 100, iops: 3_000, mibps: 125 },
      [["ebs:gp3:gb-month", 200, "gb-month"]],
    ],
    [
      "by what exceeds them",
      { type: "gp3", gib: 100, iops: 3_001, mibps: 126 },
      [
        ["ebs:gp3:gb-month", 200, "gb-month"],
        ["ebs:gp3:iops-month", 2, "iops-month"],
        ["ebs:gp3:mibps-month", 2, "mibps-month"],
      ],
    ],
    [
      "of io1 by all IOPS",
      { type: "io1", gib: 100, iops: 1_000, mibps: 125 },
      [
        ["ebs:io1:gb-month", 200, "gb-month"],
        ["ebs:io1:iops-month", 2_000, "iops-month"],
      ],
    ],
    [
      "of io2 by all IOPS, in tiers",
      { type: "io2", gib: 100, iops: 40_000, mibps: 125 },
      [
        ["ebs:io2:gb-month", 200, "gb-month"],
        ["ebs:io2:iops-month", 64_000, "iops-month"],
        ["ebs:io2:iops-month:tier2", 16_000, "iops-month"],
      ],
    ],
  ])("%s", (_name, volume, items) => {
    expect(paid(volume)).toEqual(items);
  });
});
