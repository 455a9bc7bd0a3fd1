import { defaultsOf, RefusedError, SECONDS_PER_DAY } from "../../../../contract";
import { type CollectOptions, collect, estimateCollection, openSnapshot } from "../../../../optimizer/telemetry";
import { DEFAULT_PATIENCE } from "../../../../optimizer/telemetry/aws/client";
import { systemTimer } from "../../../../optimizer/telemetry/aws/timer";
import {
  type CostBook,
  type CostSessionOptions,
  costPlan,
  costsSchema,
  readCosts,
  USD_PER_CALL,
} from "../../../../optimizer/telemetry/costs";
import { loadScenario, parseScenario, SCENARIOS, type Simulator, SimulatorClient, startSimulator } from "../../../../simulator";
import { temporaryDirectory } from "../../../support/temporary-directory";
import { useEndpoint } from "../support/aws-server";
import { smallContract } from "../support/contract";

const directory = temporaryDirectory();
const sendTo = useEndpoint();
const base = loadScenario(`${SCENARIOS}/trading-overprovisioned.json`);
const nowEpoch = Date.parse(base.now) / 1000;
const plan = costPlan(smallContract, nowEpoch);
let simulator: Simulator | undefined;
afterEach(async () => {
  await simulator?.close();
  simulator = undefined;
});

const COSTS = {
  months: 6,
  monthlyUsd: { matching_engine: 20_000, "": 150.5 },
  reservations: [
    { id: "ri-1", service: "ec2", region: "us-east-1", instanceType: "c6i.large", engine: "Linux/UNIX", endsInDays: 100, purchasedUnits: 64, usedUnits: 60 },
    { id: "ri-2", service: "rds", region: "us-east-1", instanceType: "db.r6g.large", engine: "Aurora PostgreSQL", sizeFlexible: false, endsInDays: 10, purchasedUnits: 4, usedUnits: 4 },
  ],
  running: [
    { service: "ec2", region: "us-east-1", instanceType: "c6i.8xlarge", engine: "Linux/UNIX", reservedUnits: 60, onDemandUnits: 900 },
    { service: "ec2", region: "eu-west-1", instanceType: "c6i.8xlarge", onDemandUnits: 64 },
  ],
  savingsPlans: [
    { id: "sp-1", type: "Compute", endsInDays: 300, commitmentUsd: 10, usedUsd: 9.5, onDemandEquivalentUsd: 13 },
    { id: "sp-2", type: "EC2Instance", region: "us-east-1", family: "c6i", endsInDays: 30, commitmentUsd: 2, usedUsd: 2, onDemandEquivalentUsd: 3 },
  ],
  eligible: [{ service: "Amazon Elastic Compute Cloud - Compute", family: "c6i", region: "us-east-1", coveredUsd: 16, onDemandUsd: 5 }],
  advice: {
    "Amazon Elastic Compute Cloud - Compute": [{ what: "c6i.8xlarge in us-east-1", amount: 10, monthlySavingUsd: 2_978.4 }],
    COMPUTE_SP: [{ what: "", amount: 4.5, monthlySavingUsd: 900 }],
  },
}; // biome-ignore format: a table

async function start(costs?: object): Promise<string> {
  simulator = await startSimulator({
    scenario: parseScenario({ ...base, ...(costs === undefined ? {} : { costs }) }),
    contract: smallContract,
  });
  sendTo(simulator.url);
  return simulator.url;
}

const read = (options: Partial<CostSessionOptions> = {}): Promise<CostBook> =>
  readCosts(plan, {
    patience: DEFAULT_PATIENCE,
    timer: systemTimer,
    signal: new AbortController().signal,
    maxUsd: 1,
    source: "simulator",
    ...options,
  });

const known = async () => {
  const book = await read();
  if (!book.known) throw new RangeError(book.reason);
  expect(costsSchema.parse(book)).toEqual(book);
  return book;
};

describe("costs", () => {
  it("of an account are its commitments, averaged over an hour, with their ends", async () => {
    await start(COSTS);
    const { reservations, running, savingsPlans, eligible } = await known();
    expect(reservations).toEqual([
      expect.objectContaining({
        id: "ri-1",
        service: "ec2",
        sizeFlexible: true,
        engine: "Linux/UNIX",
        endEpoch: nowEpoch + 100 * SECONDS_PER_DAY,
      }),
      expect.objectContaining({ id: "ri-2", service: "rds", sizeFlexible: false, instanceType: "db.r6g.large" }),
    ]);
    expect(reservations[0]?.purchasedUnits).toBeCloseTo(64, 6);
    expect(reservations[0]?.usedUnits).toBeCloseTo(60, 6);
    expect(running).toEqual([expect.objectContaining({ service: "ec2", region: "us-east-1", instanceType: "c6i.8xlarge" })]);
    expect(running[0]?.onDemandUnits).toBeCloseTo(900, 6);
    expect(savingsPlans.map(({ type, family, region }) => [type, family, region])).toEqual([
      ["COMPUTE_SP", "", ""],
      ["EC2_INSTANCE_SP", "c6i", "us-east-1"],
    ]);
    expect(savingsPlans[0]?.usedUsd).toBeCloseTo(9.5, 6);
    expect(eligible[0]).toMatchObject({ family: "c6i" });
    expect(eligible[0]?.onDemandUsd).toBeCloseTo(5, 6);
  });

  it("of the months are by component, oldest first, over all pages; the present month is an estimate", async () => {
    await start(COSTS);
    const { months } = await known();
    expect(months).toHaveLength(7);
    expect(months.map(({ start }) => start)).toEqual(months.map(({ start }) => start).sort());
    expect(months.map(({ estimated }) => estimated)).toEqual([false, false, false, false, false, false, true]);
    for (const { end, costs } of months.slice(0, -1)) {
      expect(end).toMatch(/-01$/);
      expect(costs).toEqual([
        { stack: "trading", component: "matching_engine", usd: 20_000 },
        { stack: "trading", component: "", usd: 150.5 },
      ]);
    }
  });

  it("come with what AWS advises to buy, in the longest look-back within the policy's", async () => {
    await start(COSTS);
    const { advice } = await known();
    expect(advice.find(({ of }) => of === "ec2")).toEqual({
      kind: "reserved-instances",
      of: "ec2",
      lookBackDays: 60,
      termYears: 1,
      payment: "No Upfront",
      monthlySavingUsd: 2_978.4,
      items: [{ what: "10 × c6i.8xlarge in us-east-1", monthlySavingUsd: 2_978.4 }],
    });
    expect(advice.find(({ of }) => of === "COMPUTE_SP")).toMatchObject({ items: [{ what: "$4.500 an hour", monthlySavingUsd: 900 }] });
  });

  it("of an account that never committed itself are none, which is known", async () => {
    await start();
    expect(await known()).toMatchObject({ reservations: [], savingsPlans: [], running: [], eligible: [] });
  });
});

describe("a snapshot", () => {
  const { trades } = smallContract.components;
  const contract = { ...smallContract, components: { trades }, inventory: { trades: smallContract.inventory.trades } };
  const collected = async (more: Partial<CollectOptions>) => {
    const { directory: at } = await collect({
      contract,
      current: defaultsOf(contract.components),
      capacity: [],
      pins: {},
      tags: {},
      nowEpoch,
      storeRoot: directory(),
      days: 1,
      ...more,
    });
    return openSnapshot(at);
  };

  it("holds the costs that were asked for, and without the question none", async () => {
    await start(COSTS);
    const { costs } = await collected({ costs: true });
    expect(costs).toMatchObject({ known: true, months: expect.any(Array) });
    expect(await collected({})).not.toHaveProperty("costs");
  });

  it("is not begun where CloudWatch and Cost Explorer together cost more than is allowed: one figure, and what would allow it", async () => {
    await start(COSTS);
    const refused = collected({ costs: true, maxApiCostUsd: 0.02 });
    await expect(refused).rejects.toBeInstanceOf(RefusedError);
    const asked = { contract, nowEpoch, storeRoot: directory(), days: 1, costs: true };
    const { usd } = await estimateCollection(asked);
    await expect(refused).rejects.toMatchObject({
      message: expect.stringContaining(`would cost $${usd.toFixed(3)}`),
      hint: expect.stringMatching(new RegExp(`--max-api-cost ${(Math.ceil(usd * 100) / 100).toFixed(2)}.*--no-costs`)),
    });
    expect(await collected({ maxApiCostUsd: 0.02 })).not.toHaveProperty("costs");
    expect((await collected({ costs: true, maxApiCostUsd: usd + 0.1 })).costs).toMatchObject({ known: true });
  });

  it("has its questions counted beforehand", async () => {
    const asked = { contract, nowEpoch, storeRoot: directory(), days: 1 };
    const [without, withCosts] = [await estimateCollection(asked), await estimateCollection({ ...asked, costs: true })];
    expect(without).not.toHaveProperty("costExplorerCalls");
    expect(withCosts.usd - without.usd).toBeCloseTo((withCosts.costExplorerCalls ?? 0) * USD_PER_CALL, 10);
  });
});

describe("costs are unknown, and nothing fails,", () => {
  it("where the measurements are an account's and the costs simulated", async () => {
    await start(COSTS);
    expect(await read({ source: "aws" })).toEqual({ known: false, reason: expect.stringContaining("are not mixed with an account's") });
  });

  it.each([
    ["where the role may not read them", "access-denied", "the role may not read costs (ce:Get*)"],
    ["where the credentials have expired", "expired-token", "reading costs failed: the AWS credentials have expired or are not valid"],
  ] as const)("%s", async (_case, error, reason) => {
    const control = new SimulatorClient(await start(COSTS));
    await control.addFaults({ kind: "api", error, operation: "GetReservationUtilization" });
    expect(await read()).toEqual({ known: false, reason: expect.stringContaining(reason) });
  });

  it("where they would cost more than is allowed, before anything is asked", async () => {
    expect(await read({ maxUsd: plan.calls * USD_PER_CALL - 0.01 })).toEqual({
      known: false,
      reason: expect.stringMatching(/calls to Cost Explorer would cost \$0\.\d\d/),
    });
  });

  it("where more pages come than were paid for", async () => {
    await start(COSTS);
    expect(await read({ maxUsd: plan.calls * USD_PER_CALL })).toEqual({
      known: false,
      reason: expect.stringMatching(/further pages of Cost Explorer/),
    });
  });
});

test.each([
  [6, 7],
  [29, 7],
  [45, 30],
  [60, 60],
  [90, 60],
])("a look-back of %i days asks AWS for %i", (lookBackDays, asked) => {
  expect(costPlan({ ...smallContract, policy: { ...smallContract.policy, lookBackDays } }, nowEpoch).lookBackDays).toBe(asked);
});

test("the estimate counts one call for each question, and the months' last day is exclusive", () => {
  expect(plan.calls).toBe(4 + plan.reservable.length + new Set(plan.reservable.map(({ service }) => service)).size + plan.planTypes.length);
  expect(Date.parse(plan.months.End) / 1000).toBeGreaterThan(nowEpoch);
  expect(Date.parse(plan.recent.End) / 1000).toBeLessThanOrEqual(nowEpoch);
});
