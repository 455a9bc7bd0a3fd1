import { rdsGp3Refusal, rdsReached, rdsSustained, rdsVolumeAsStated, type VolumeType } from "../../../contract";

describe("an RDS volume is striped over four from 400 GiB on, and sustains", () => {
  test.each<[VolumeType, number, number, number, number]>([
    ["gp2", 399, 0, 1_197, 250],
    ["gp2", 400, 0, 1_200, 512],
    ["gp2", 1_000, 0, 3_000, 1_000],
    ["gp2", 30_000, 0, 64_000, 1_000],
    ["gp3", 399, 0, 3_000, 125],
    ["gp3", 400, 0, 12_000, 500],
    ["gp3", 400, 20_000, 20_000, 500],
    ["io1", 1_000, 20_000, 20_000, 2_000],
    ["io2", 1_000, 20_000, 20_000, 5_120],
  ])("%s of %i GiB with %i IOPS: %i IOPS and %i MiB/s", (type, gib, stated, iops, mibps) => {
    expect(rdsSustained(rdsVolumeAsStated({ type, gib, iops: stated, mibps: undefined }))).toEqual({ iops, mibps });
  });

  test.each([
    [399, 3_000],
    [400, 12_000],
    [5_000, 15_000],
  ])("with its credits gp2 of %i GiB reaches %i IOPS", (gib, iops) => {
    expect(rdsReached(rdsVolumeAsStated({ type: "gp2", gib, iops: 0, mibps: 0 })).iops).toBe(iops);
  });

  test("IOPS that io1 or io2 do not state are not known", () => {
    expect(rdsVolumeAsStated({ type: "io1", gib: 400, iops: 0, mibps: 0 }).iops).toBeNaN();
  });
});

describe("a gp3 volume on RDS", () => {
  const fine = { gib: 400, iops: 16_000, mibps: 4_000 };
  test.each<[string, Partial<typeof fine>, Partial<typeof fine>]>([
    ["under 400 GiB has 3000 IOPS", { gib: 399, iops: 3_000, mibps: 125 }, { gib: 399, iops: 3_001, mibps: 125 }],
    ["under 400 GiB has 3000 IOPS", { gib: 399, iops: 3_000, mibps: 125 }, { gib: 399, iops: 3_000, mibps: 126 }],
    ["takes 12000 to 64000 IOPS", { iops: 12_000, mibps: 500 }, { iops: 11_999, mibps: 500 }],
    ["takes 12000 to 64000 IOPS", { iops: 64_000 }, { iops: 64_001 }],
    ["takes 12000 to 64000 IOPS", {}, { iops: Number.NaN }],
    ["takes 500 to 4000 MiB/s", { mibps: 500 }, { mibps: 499 }],
    ["takes 500 to 4000 MiB/s", { iops: 20_000 }, { iops: 20_000, mibps: 4_001 }],
    ["at most 0.25 MiB/s per IOPS", {}, { iops: 15_999 }],
  ])("%s: %j is taken, %j is not", (rule, taken, refused) => {
    expect(rdsGp3Refusal({ ...fine, ...taken })).toBeUndefined();
    expect(rdsGp3Refusal({ ...fine, ...refused })).toContain(rule);
  });
});
