import { DescribeSpotPriceHistoryCommand, type DescribeSpotPriceHistoryCommandInput, EC2Client, type SpotPrice } from "@aws-sdk/client-ec2";
import { at, DAY, nowEpoch, simulate } from "./client";

let simulator: Awaited<ReturnType<typeof simulate>>;
beforeAll(async () => {
  simulator = await simulate();
});
afterAll(async () => simulator.close());

const WEEK = { StartTime: at(nowEpoch - 7 * DAY), EndTime: at(nowEpoch) };
const LINUX = { ...WEEK, ProductDescriptions: ["Linux/UNIX"] };

async function page(input: DescribeSpotPriceHistoryCommandInput, region = "us-east-1") {
  const client = new EC2Client({ ...simulator.config, region });
  const { SpotPriceHistory = [], NextToken = "" } = await client.send(new DescribeSpotPriceHistoryCommand(input));
  return { found: SpotPriceHistory, NextToken };
}

async function pages(input: DescribeSpotPriceHistoryCommandInput): Promise<readonly (readonly SpotPrice[])[]> {
  const first = await page(input);
  const all = [first.found];
  for (let token = first.NextToken; token !== ""; ) {
    const next = await page({ ...input, NextToken: token });
    all.push(next.found);
    token = next.NextToken;
  }
  return all;
}

const values = (found: readonly SpotPrice[], of: "InstanceType" | "ProductDescription" | "AvailabilityZone") =>
  [...new Set(found.map((one) => one[of]))].sort();

describe("DescribeSpotPriceHistory of the stand-in", () => {
  it("tells of other types and systems, too, unless it is asked not to", async () => {
    const { found } = await page(WEEK);
    expect(values(found, "InstanceType").length).toBeGreaterThan(3);
    expect(values(found, "ProductDescription")).toEqual(["Linux/UNIX", "Red Hat Enterprise Linux", "SUSE Linux", "Windows"]);
  });

  it.each<[string, DescribeSpotPriceHistoryCommandInput]>([
    ["members", { ...LINUX, InstanceTypes: ["g5.2xlarge"], AvailabilityZone: "us-east-1b" }],
    [
      "filters",
      {
        ...WEEK,
        Filters: [
          { Name: "instance-type", Values: ["g5.2xlarge"] },
          { Name: "product-description", Values: ["Linux/UNIX"] },
          { Name: "availability-zone", Values: ["us-east-1b"] },
        ],
      },
    ],
  ])("gives what %s ask for, newest first", async (_name, input) => {
    const { found } = await page(input);
    expect(values(found, "InstanceType")).toEqual(["g5.2xlarge"]);
    expect(values(found, "ProductDescription")).toEqual(["Linux/UNIX"]);
    expect(values(found, "AvailabilityZone")).toEqual(["us-east-1b"]);
    const times = found.map(({ Timestamp }) => Timestamp?.getTime() ?? Number.NaN);
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(new Set(found.map(({ SpotPrice: usd }) => usd)).size).toBeGreaterThan(5);
  });

  it("begins each zone with the one price that held before the start, and ends by the end", async () => {
    const EndTime = at(nowEpoch - 2 * DAY);
    const { found } = await page({ ...LINUX, EndTime, InstanceTypes: ["g5.2xlarge"] });
    const before = found.filter(({ Timestamp }) => Timestamp !== undefined && Timestamp < WEEK.StartTime);
    expect(before.map(({ AvailabilityZone }) => AvailabilityZone).sort()).toEqual(["us-east-1a", "us-east-1b", "us-east-1c"]);
    expect(found.filter(({ Timestamp }) => Timestamp !== undefined && Timestamp > EndTime)).toEqual([]);
  });

  it("comes page by page, each price once", async () => {
    const whole = await pages(LINUX);
    const parts = await pages({ ...LINUX, MaxResults: 100 });
    expect(whole).toHaveLength(1);
    expect(parts.length).toBeGreaterThan(5);
    expect(parts.flat()).toEqual(whole.flat());
  });

  it("knows no more than 90 days", async () => {
    const found = (await pages({ ...LINUX, StartTime: at(nowEpoch - 200 * DAY), InstanceTypes: ["g5.2xlarge"] })).flat();
    const oldest = Math.min(...found.map(({ Timestamp }) => (Timestamp?.getTime() ?? 0) / 1_000));
    expect(nowEpoch - oldest).toBeGreaterThan(89 * DAY);
    expect(nowEpoch - oldest).toBeLessThan(91 * DAY);
  });

  it("has nothing of ml types: there is no such market", async () => {
    const Filters = [{ Name: "instance-type", Values: ["ml.g5.2xlarge"] }];
    expect((await page({ ...WEEK, Filters })).found).toEqual([]);
  });

  it("refuses what it does not know, as EC2 does", async () => {
    await expect(page({ ...WEEK, NextToken: "nobody's" })).rejects.toMatchObject({ name: "InvalidParameterValue" });
    await expect(page({ ...WEEK, Filters: [{ Name: "spot-price", Values: ["1"] }] })).rejects.toMatchObject({
      name: "InvalidParameterValue",
    });
  });

  it("meets the scenario's faults", async () => {
    await simulator.control.addFaults({ kind: "api", error: "access-denied", operation: "DescribeSpotPriceHistory", calls: 1 });
    await expect(page(WEEK)).rejects.toMatchObject({ name: "AccessDeniedException" });
  });
});
