import type { SpotPrice } from "@aws-sdk/client-ec2";
import { spotHistory } from "../../../../../optimizer/telemetry/pricing/spot/answer";

const SPAN = { startEpoch: 1_790_000_000, endEpoch: 1_790_086_400 };
const MARKET = { key: "sagemaker:training:ml.g5.2xlarge", instanceType: "g5.2xlarge" };
const price = (changed: Partial<SpotPrice> = {}): SpotPrice => ({
  AvailabilityZone: "us-east-1a",
  InstanceType: "g5.2xlarge",
  ProductDescription: "Linux/UNIX",
  SpotPrice: "0.454500",
  Timestamp: new Date(SPAN.startEpoch * 1_000),
  ...changed,
});
const history = (...sent: readonly SpotPrice[]) => spotHistory(MARKET, "us-east-1", SPAN, sent);

test("an answer becomes a history that says what it is: EC2's price of the hardware, an indication", () => {
  expect(history(price())).toEqual({
    key: "sagemaker:training:ml.g5.2xlarge",
    region: "us-east-1",
    instanceType: "g5.2xlarge",
    productDescription: "Linux/UNIX",
    basis: "indication",
    ...SPAN,
    zones: [{ zone: "us-east-1a", medianUsd: 0.4545, maxUsd: 0.4545, changes: 0, knownSeconds: 86_400 }],
  });
});

test.each<[string, Partial<SpotPrice>]>([
  ["another system", { ProductDescription: "Windows" }],
  ["another system in a VPC", { ProductDescription: "Windows (Amazon VPC)" }],
  ["another size", { InstanceType: "g5.xlarge" }],
  ["another generation", { InstanceType: "g4dn.2xlarge" }],
  ["no type", { InstanceType: undefined }],
  ["a price that an earlier one took the place of", { Timestamp: new Date((SPAN.startEpoch - 86_400) * 1_000) }],
  ["a price after the span", { Timestamp: new Date(SPAN.endEpoch * 1_000) }],
])("%s counts for nothing", (_name, decoy) => {
  const dear = price({ SpotPrice: "99", ...decoy });
  expect(history(dear, price())).toEqual(history(price()));
  expect(history(price(), dear)).toEqual(history(price()));
});

test.each<[string, Partial<SpotPrice>, RegExp]>([
  ["a price that is no number", { SpotPrice: "n/a" }, /^1 of 2 spot prices of g5.2xlarge cannot be read$/],
  ["a price of nothing", { SpotPrice: "0.000000" }, /cannot be read/],
  ["no price", { SpotPrice: undefined }, /cannot be read/],
  ["no time", { Timestamp: undefined }, /cannot be read/],
  ["a time that is none", { Timestamp: new Date(Number.NaN) }, /cannot be read/],
  ["no zone", { AvailabilityZone: undefined }, /cannot be read/],
])("%s leaves the whole history unknown", (_name, broken, reason) => {
  expect(history(price(), price(broken))).toEqual({ reason: expect.stringMatching(reason) });
});

test("without any price the history is unknown", () => {
  expect(history()).toEqual({ reason: "EC2 has no spot prices of g5.2xlarge (Linux/UNIX) in us-east-1" });
});
