import fc from "fast-check";
import { type DeploymentContract, METRICS } from "../../../../contract";
import { coverageOf, coverageWhile } from "../../../../optimizer/telemetry/snapshot/align";
import { SeriesAssembly, seriesCatalog } from "../../../../optimizer/telemetry/snapshot/assemble";
import type { MetricSeries, SnapshotManifest, TierGrid } from "../../../../optimizer/telemetry/snapshot/types";
import { smallContract } from "../support/contract";

const grid: TierGrid = { periodSeconds: 60, startEpoch: 0, length: 10 };
const contract: DeploymentContract = {
  ...smallContract,
  inventory: {
    ...smallContract.inventory,
    order_service: {
      region: "us-east-1",
      resources: [
        { scope: "group", name: "a", dimensions: { AutoScalingGroupName: "orders-a" } },
        { scope: "target_group", name: "target_api", dimensions: { TargetGroup: "targetgroup/t/1", LoadBalancer: "app/a/1" } },
        { scope: "service", name: "service", dimensions: { Service: "orders" } },
      ],
    },
  },
};
const manifest: SnapshotManifest = {
  version: 2,
  deployment: "trading",
  source: "csv",
  startEpoch: 0,
  endEpoch: 600,
  tiers: [grid],
  series: [],
  files: {},
  hash: "",
};

type Minutes = Readonly<Record<string, readonly number[]>>;
const ALL = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** The series named, where each has a point of 1 in the minutes given. */
function assembled(id: string, minutes: Minutes): MetricSeries | undefined {
  const assembly = new SeriesAssembly(seriesCatalog(contract, manifest));
  for (const [each, at] of Object.entries(minutes)) {
    assembly.receive(each, 60, { times: Float64Array.from(at, (minute) => minute * 60), values: Float64Array.from(at, () => 1) });
  }
  return assembly.finish().get(id);
}

const coverage = (id: string, minutes: Minutes): number | undefined => assembled(id, minutes)?.coverage[60];

const LATENCY = "order_service/target_api/target_response_time/p99";
const REQUESTS = "order_service/target_api/target_requests/Sum";
const GAUGE = "order_service/a/in_service/Average";
const OWN_LATENCY = "order_service/service/latency/p99";
const OWN_REQUESTS = "order_service/service/requests/Sum";
const OWN_ERRORS = "order_service/service/errors/Sum";

describe("points that exist only while something happens", () => {
  it.each<[string, string, Minutes, number]>([
    ["are not expected in minutes that AWS counted nothing in", LATENCY, { [LATENCY]: [0, 1], [REQUESTS]: [0, 1], [GAUGE]: ALL }, 1],
    ["are missing where something was counted", LATENCY, { [LATENCY]: [0, 1], [REQUESTS]: [0, 1, 2, 3], [GAUGE]: ALL }, 0.5],
    [
      "are missing where nobody knows whether anything was there",
      LATENCY,
      { [LATENCY]: [0, 1], [REQUESTS]: [0, 1], [GAUGE]: [0, 1, 2, 3] },
      0.25,
    ],
    ["are all expected where the counter was not collected", LATENCY, { [LATENCY]: [0, 1], [GAUGE]: ALL }, 0.2],
    ["are missing where there is none at all", LATENCY, { [LATENCY]: [], [REQUESTS]: [], [GAUGE]: ALL }, 0],
    [
      "are expected of a service whose agent may be silent",
      OWN_LATENCY,
      { [OWN_LATENCY]: [0, 1], [OWN_REQUESTS]: [0, 1], [GAUGE]: ALL },
      0.2,
    ],
  ])("%s", (_rule, id, minutes, share) => {
    expect(coverage(id, minutes)).toBeCloseTo(share, 12);
  });

  it("are as many as of any other metric while the counter counts throughout", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 50 }), (there) => {
        const values = Float64Array.from(there, (is) => (is ? 1 : Number.NaN));
        const of: TierGrid = { ...grid, length: values.length };
        const busy = new Float64Array(values.length).fill(3);
        expect(coverageWhile(values, busy, of, 60)).toBeCloseTo(coverageOf(values, of, 60), 12);
      }),
    );
  });

  it("depend on a counter of their own scope, whose sum is collected", () => {
    const entries = Object.values(METRICS).flat();
    const without = entries.filter(
      ({ scope, onlyWhile }) =>
        onlyWhile !== undefined &&
        !entries.some((one) => one.scope === scope && one.name === onlyWhile && one.absence === "zero" && one.statistics.includes("Sum")),
    );
    expect(without.map(({ scope, name }) => `${scope}/${name}`)).toEqual([]);
  });
});

describe("a counter without a point", () => {
  const known = (id: string, minutes: Minutes) =>
    [...(assembled(id, minutes)?.tiers[0]?.values ?? [])].map((value) => !Number.isNaN(value));
  const until = (end: number) => ALL.map((minute) => minute < end);

  it.each<[string, string, Minutes, number]>([
    ["of AWS's is 0 while the component is heard of", REQUESTS, { [REQUESTS]: [0], [GAUGE]: ALL }, 10],
    [
      "of a service's own is 0 where the service says something else",
      OWN_ERRORS,
      { [OWN_ERRORS]: [0], [OWN_REQUESTS]: [0, 1, 2], [GAUGE]: ALL },
      3,
    ],
    [
      "of a service's own is unknown where only its instances are heard of",
      OWN_REQUESTS,
      { [OWN_REQUESTS]: [0, 1], [OWN_ERRORS]: [0, 1], [GAUGE]: ALL },
      2,
    ],
  ])("%s", (_rule, id, minutes, end) => expect(known(id, minutes)).toEqual(until(end)));
});
