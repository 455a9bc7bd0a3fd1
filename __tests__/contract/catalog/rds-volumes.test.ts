import { rdsGp3Refusal, rdsReached, rdsStatedRefusal, rdsSustained, rdsVolumeAsStated, type VolumeType } from "../../../contract";

describe("an RDS volume is striped over four from 400 GiB on, and sustains", () => {
  test.each<[VolumeType, number, number, number, number]>([
    ["gp2", 399, 0, 1_197, 250],
    ["gp2", 400, 0, 1_200, 300],
    ["gp2", 1_000, 0, 3_000, 750],
    ["gp2", 2_000, 0, 6_000, 1_000],
    ["gp2", 30_000, 0, 64_000, 1_000],
    ["gp3", 399, 0, 3_000, 125],
    ["gp3", 399, 12_000, 3_000, 125],
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
  test.each<[string, Partial<typeof fine>, Partial<typeof fine>, string]>([
    ["under 400 GiB has 3000 IOPS", { gib: 399, iops: 3_000, mibps: 125 }, { gib: 399, iops: 3_001, mibps: 125 }, "iops"],
    ["under 400 GiB has 3000 IOPS", { gib: 399, iops: 3_000, mibps: 125 }, { gib: 399, iops: 3_000, mibps: 126 }, "mibps"],
    ["takes 12000 to 64000 IOPS", { iops: 12_000, mibps: 500 }, { iops: 11_999, mibps: 500 }, "iops"],
    ["takes 12000 to 64000 IOPS", { iops: 64_000 }, { iops: 64_001 }, "iops"],
    ["takes 12000 to 64000 IOPS", {}, { iops: Number.NaN }, "iops"],
    ["takes 500 to 4000 MiB/s", { mibps: 500 }, { mibps: 499 }, "mibps"],
    ["takes 500 to 4000 MiB/s", { iops: 20_000 }, { iops: 20_000, mibps: 4_001 }, "mibps"],
    ["at most 0.25 MiB/s per IOPS", {}, { iops: 15_999 }, "mibps"],
  ])("%s: %j is taken, %j is not", (rule, taken, refused, of) => {
    expect(rdsGp3Refusal({ ...fine, ...taken })).toBeUndefined();
    expect(rdsGp3Refusal({ ...fine, ...refused })).toEqual({ of, reason: expect.stringContaining(rule) });
  });
});

describe("what is stated of a gp3 volume on RDS", () => {
  const none = { type: "gp3" as VolumeType | undefined, gib: 399, iops: 0, mibps: 0 };
  test.each<[string, Partial<typeof none>, string | undefined]>([
    ["under 400 GiB is nothing", {}, undefined],
    ["or what it has, as a plan shows it", { iops: 3_000, mibps: 125 }, undefined],
    ["and no other IOPS", { iops: 3_001 }, "iops"],
    ["nor other throughput", { mibps: 126 }, "mibps"],
    ["but for a stack that says nothing of the type: it leaves its number out there", { type: undefined, iops: 12_000 }, undefined],
    ["from 400 GiB on may be nothing", { gib: 400 }, undefined],
    ["or what comes with it", { gib: 400, iops: 12_000, mibps: 500 }, undefined],
    ["and no fewer IOPS", { gib: 400, iops: 11_999 }, "iops"],
    ["nor less throughput", { gib: 400, mibps: 499 }, "mibps"],
    ["nor more IOPS than it takes, though nothing is said of the type", { type: undefined, gib: 400, iops: 64_001 }, "iops"],
    ["is nothing of another type's concern", { type: "io1", iops: 5_000 }, undefined],
  ])("%s", (_name, stated, of) => {
    expect(rdsStatedRefusal({ ...none, ...stated })?.of).toBe(of);
  });
});
