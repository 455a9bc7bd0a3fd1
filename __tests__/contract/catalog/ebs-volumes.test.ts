import { gp3Refusal, reachedBy, sustainedBy, type VolumeType, volumeAsStated } from "../../../contract";

describe("an EBS volume sustains what AWS publishes for its type", () => {
  test.each<[VolumeType, number, number, number, number]>([
    ["gp3", 100, 3_000, 3_000, 125],
    ["gp2", 20, 0, 100, 25],
    ["gp2", 100, 0, 300, 75],
    ["gp2", 170, 0, 510, 127.5],
    ["gp2", 171, 0, 513, 128.25],
    ["gp2", 333, 0, 999, 249.75],
    ["gp2", 334, 0, 1_002, 250],
    ["gp2", 10_000, 0, 16_000, 250],
    ["io1", 100, 1_000, 1_000, 250],
    ["io1", 1_000, 32_000, 32_000, 500],
    ["io1", 2_000, 64_000, 64_000, 1_000],
    ["io2", 100, 10_000, 10_000, 2_560],
    ["io2", 1_000, 64_000, 64_000, 4_000],
  ])("%s of %i GiB with %i IOPS: %i IOPS and %i MiB/s", (type, gib, provisioned, iops, mibps) => {
    expect(sustainedBy({ type, gib, iops: provisioned, mibps: 125 })).toEqual({ iops, mibps });
  });

  test.each<[number, number, number]>([
    [100, 3_000, 128],
    [171, 3_000, 250],
    [1_000, 3_000, 250],
    [1_001, 3_003, 250],
  ])("and gp2 of %i GiB reaches %i IOPS and %d MiB/s with its credits", (gib, iops, mibps) => {
    expect(reachedBy({ type: "gp2", gib, iops: 0, mibps: 0 })).toEqual({ iops, mibps });
  });
});

describe("a gp3 volume", () => {
  const fine = { gib: 32, iops: 16_000, mibps: 1_000 };
  test.each<[string, Partial<typeof fine>, Partial<typeof fine>, string]>([
    ["at most 16384 GiB", { gib: 16_384 }, { gib: 16_385 }, "gib"],
    ["3000 to 16000 IOPS", { gib: 64 }, { gib: 64, iops: 16_001 }, "iops"],
    ["3000 to 16000 IOPS", { iops: 3_000, mibps: 125 }, { iops: 2_999, mibps: 125 }, "iops"],
    ["3000 to 16000 IOPS", {}, { iops: Number.NaN }, "iops"],
    ["at most 500 IOPS per GiB", {}, { gib: 31 }, "iops"],
    ["at most 500 IOPS per GiB", { gib: 1, iops: 3_000, mibps: 125 }, { gib: 1, iops: 3_001, mibps: 125 }, "iops"],
    ["125 to 1000 MiB/s", {}, { mibps: 1_001 }, "mibps"],
    ["125 to 1000 MiB/s", { mibps: 125 }, { mibps: 124 }, "mibps"],
    ["at most 0.25 MiB/s per IOPS", { iops: 4_000 }, { iops: 3_999 }, "mibps"],
  ])("has %s: %j is taken, %j is not", (rule, taken, refused, of) => {
    expect(gp3Refusal({ ...fine, ...taken })).toBeUndefined();
    expect(gp3Refusal({ ...fine, ...refused })).toEqual({ of, reason: expect.stringContaining(rule) });
  });
});

describe("of what a stack does not turn", () => {
  const nothing = { type: undefined, gib: 50, iops: undefined, mibps: undefined };
  test.each([
    ["nothing but the size is gp3 with what comes with it", {}, { type: "gp3", iops: 3_000, mibps: 125 }],
    ["IOPS without a type are those of io2", { iops: 10_000 }, { type: "io2", iops: 10_000 }],
    ["a type without IOPS has unknown ones", { type: "io1" as const }, { type: "io1", iops: Number.NaN }],
  ])("%s", (_name, stated, volume) => {
    expect(volumeAsStated({ ...nothing, ...stated })).toMatchObject(volume);
  });
});
