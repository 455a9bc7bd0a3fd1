import { type DeploymentContract, defaultsOf, priceKeysOf, SECONDS_PER_DAY, spotMarketsOf } from "../../../../../contract";
import { collect, openSnapshot } from "../../../../../optimizer/telemetry";
import { DEFAULT_PATIENCE } from "../../../../../optimizer/telemetry/aws/client";
import { systemTimer } from "../../../../../optimizer/telemetry/aws/timer";
import { readSpot, spotSpan } from "../../../../../optimizer/telemetry/pricing";
import { type Simulator, SimulatorClient, startSimulator } from "../../../../../simulator";
import { saasContract } from "../../../../../stacks/saas/tunables";
import { tradingContract } from "../../../../../stacks/trading/tunables";
import { scenarioOf, stackContractOf } from "../../../../simulator/systems/world";
import { temporaryDirectory } from "../../../../support/temporary-directory";
import { useEndpoint } from "../../support/aws-server";

const directory = temporaryDirectory();
const sendTo = useEndpoint();
const scenario = scenarioOf("ml");
const nowEpoch = Date.parse(scenario.now) / 1_000;
const ml = stackContractOf("ml");
const { training } = ml.components;
const { training: resources } = ml.inventory;
if (training === undefined || resources === undefined) throw new RangeError("the stack has training");
const region = resources.region;

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ scenario, contract: ml });
  sendTo(simulator.url);
});
afterEach(async () => simulator.close());
const options = {
  patience: { ...DEFAULT_PATIENCE, attempts: 1 },
  timer: systemTimer,
  signal: new AbortController().signal,
  source: "simulator",
} as const;
const span = spotSpan({ startEpoch: nowEpoch - 90 * SECONDS_PER_DAY, endEpoch: nowEpoch }, nowEpoch);
const market = (instanceType: string) => ({ key: `sagemaker:training:ml.${instanceType}`, instanceType, region });
const fault = async (error: "access-denied" | "throttling" | "truncated", calls: number) =>
  new SimulatorClient(simulator.url).addFaults({ kind: "api", error, operation: "DescribeSpotPriceHistory", calls });

describe("which components have spot prices", () => {
  test.each([
    ["training, which has a setting for spot: the EC2 types beneath", training, ["g4dn.xlarge", "g6.xlarge", "g5.xlarge", "g5.2xlarge"]],
    ["an endpoint, which cannot run on spot", ml.components.predictions, []],
    ["a group of the trading stack, which has no such setting", tradingContract.components.order_service, []],
    ["a group of the saas stack, which has none either", saasContract.components.app_service, []],
  ])("%s", (_name, component, types) => {
    expect(component === undefined ? undefined : spotMarketsOf(component).map(({ instanceType }) => instanceType)).toEqual(types);
  });

  test("each under the key of the on-demand price that is paid otherwise", () => {
    expect(
      spotMarketsOf(training)
        .map(({ key }) => key)
        .sort(),
    ).toEqual(priceKeysOf(training));
  });
});

describe("what is asked for", () => {
  test.each([
    ["a window within 90 days", 30, 30],
    ["the last 90 days of a longer one", 400, 90],
  ])("is %s", (_name, days, asked) => {
    const { startEpoch, endEpoch } = spotSpan({ startEpoch: nowEpoch - days * SECONDS_PER_DAY, endEpoch: nowEpoch }, nowEpoch);
    expect([(nowEpoch - startEpoch) / SECONDS_PER_DAY, endEpoch]).toEqual([asked, nowEpoch]);
  });
});

describe("reading spot prices", () => {
  it("follows all pages: each zone is known for the whole span", async () => {
    const { histories, unknown } = await readSpot([market("g5.2xlarge"), market("g6.xlarge")], span, options);
    expect(unknown).toEqual([]);
    expect(histories.map(({ key, basis }) => [key, basis])).toEqual([
      ["sagemaker:training:ml.g5.2xlarge", "indication"],
      ["sagemaker:training:ml.g6.xlarge", "indication"],
    ]);
    for (const { zones } of histories) {
      expect(zones.map(({ zone }) => zone)).toEqual([`${region}a`, `${region}b`, `${region}c`]);
      for (const { knownSeconds, changes, medianUsd, maxUsd } of zones) {
        expect(knownSeconds).toBe(90 * SECONDS_PER_DAY);
        expect(changes).toBeGreaterThan(250);
        expect(maxUsd).toBeGreaterThan(medianUsd);
      }
    }
  });

  it("a type that EC2 does not have is unknown, and the others are not", async () => {
    const { histories, unknown } = await readSpot([market("g5.2xlarge"), market("trn9.metal")], span, options);
    expect(histories.map(({ instanceType }) => instanceType)).toEqual(["g5.2xlarge"]);
    expect(unknown).toEqual([
      { key: "sagemaker:training:ml.trn9.metal", region, reason: `EC2 has no spot prices of trn9.metal (Linux/UNIX) in ${region}` },
    ]);
  });

  test.each([
    ["a role that may not", "access-denied", /^the role may not read it \(ec2:DescribeSpotPriceHistory\)$/],
    ["throttling", "throttling", /^ThrottlingException: /],
    ["an answer that is cut short", "truncated", /./],
  ] as const)("%s leaves it unknown, with the reason", async (_name, error, reason) => {
    await fault(error, 1);
    const { histories, unknown } = await readSpot([market("g5.2xlarge")], span, options);
    expect(histories).toEqual([]);
    expect(unknown).toEqual([{ key: "sagemaker:training:ml.g5.2xlarge", region, reason: expect.stringMatching(reason) }]);
  });

  it("a second page that fails leaves no half of a history", async () => {
    await new SimulatorClient(simulator.url).addFaults({
      kind: "api",
      error: "access-denied",
      operation: "DescribeSpotPriceHistory",
      calls: 1,
      after: 1,
    });
    expect(await readSpot([market("g5.2xlarge")], span, options)).toMatchObject({
      histories: [],
      unknown: [{ reason: expect.stringMatching(/may not read/) }],
    });
  });

  it("simulated measurements take no account's prices", async () => {
    const { unknown } = await readSpot([market("g5.2xlarge")], span, { ...options, source: "aws" });
    expect(unknown).toMatchObject([{ reason: "an account's measurements are not mixed with simulated spot prices" }]);
  });

  it("stops when the collection does", async () => {
    const stopped = AbortSignal.abort(new RangeError("stopped"));
    await expect(readSpot([market("g5.2xlarge")], span, { ...options, signal: stopped })).rejects.toThrow("stopped");
  });
});

describe("a snapshot", () => {
  const collected = async (contract: DeploymentContract) => {
    const { directory: stored } = await collect({
      contract,
      current: defaultsOf(contract.components),
      capacity: [],
      pins: {},
      tags: {},
      nowEpoch,
      storeRoot: directory(),
      days: 1,
      longHistoryDays: 1,
    });
    return (await openSnapshot(stored)).prices;
  };
  const { predictions } = ml.components;
  const { predictions: endpoints } = ml.inventory;
  if (predictions === undefined || endpoints === undefined) throw new RangeError("the stack has predictions");

  it("keeps them in its price book, also of a job that never ran", async () => {
    const { spot } = await collected({ ...ml, inventory: { ...ml.inventory, training: { ...resources, resources: [] } } });
    expect(spot?.unknown).toEqual([]);
    expect(spot?.histories.map(({ instanceType }) => instanceType).sort()).toEqual(["g4dn.xlarge", "g5.2xlarge", "g5.xlarge", "g6.xlarge"]);
    expect(spot?.histories.every(({ startEpoch, endEpoch }) => endEpoch - startEpoch === SECONDS_PER_DAY)).toBe(true);
  });

  it("says nothing of spot where nothing may run on it", async () => {
    expect(await collected({ ...ml, components: { predictions }, inventory: { predictions: endpoints } })).not.toHaveProperty("spot");
  });
});
