import { type Component, io2IopsByTier, priceKeysOf, priceQuery, tunablesOf } from "../../../contract";
import { mlContract } from "../../../stacks/ml/tunables";
import { saasContract } from "../../../stacks/saas/tunables";
import { stagingContract } from "../../../stacks/staging/tunables";
import { tradingContract } from "../../../stacks/trading/tunables";

const COMPONENTS: readonly (readonly [string, Component])[] = [tradingContract, mlContract, saasContract, stagingContract].flatMap(
  (stack) => Object.entries<Component>(stack.components),
);

describe("price keys", () => {
  it.each(COMPONENTS)("of %s are all known to the Price List's filters", (_name, component) => {
    const unknown = priceKeysOf(component).filter((key) => priceQuery(key) === undefined);
    expect(unknown).toEqual([]);
    expect(priceKeysOf(component).length).toBeGreaterThan(0);
  });

  it.each(COMPONENTS)("of %s cover every type on its ladders", (_name, component) => {
    const keys = priceKeysOf(component);
    for (const tunable of tunablesOf(component).values()) {
      if (tunable.type !== "choice") continue;
      const types = tunable.ladder.filter((rung) => rung.includes("."));
      for (const type of types) expect(keys.filter((key) => key.split(":").includes(type))).not.toEqual([]);
    }
  });

  it.each([
    "",
    "ec2",
    "ec2:a:b",
    "ebs:io2",
    "ebs:gp2:iops-month",
    "ebs:st1:gb-month",
    "ebs:io2:iops-month:tier4",
    "aurora:db.r6g.large",
    "aurora:io:standard",
    "dynamodb:units",
    "ec2:a:linux:host",
    "rds:oracle:db.r6g.large:single-az",
    "rds:postgres:gp2-iops-month:single-az",
    "rds:postgres:io1-gb-month",
    "elasticache:cache.r6g.large:memcached",
    "lambda:gb-hour",
    "sagemaker:notebook:ml.g5.xlarge",
  ])("%s is none", (key) => {
    expect(priceQuery(key)).toBeUndefined();
  });
});

describe("IOPS of an io2 volume are billed in tiers", () => {
  it.each([
    [10_000, [["ebs:io2:iops-month", 10_000]]],
    [32_000, [["ebs:io2:iops-month", 32_000]]],
    [
      40_000,
      [
        ["ebs:io2:iops-month", 32_000],
        ["ebs:io2:iops-month:tier2", 8_000],
      ],
    ],
    [
      100_000,
      [
        ["ebs:io2:iops-month", 32_000],
        ["ebs:io2:iops-month:tier2", 32_000],
        ["ebs:io2:iops-month:tier3", 36_000],
      ],
    ],
  ])("%i", (iops, tiers) => {
    expect(io2IopsByTier(iops).map((tier) => [tier.key, tier.iops])).toEqual(tiers);
  });
});
