/** Writes the snapshot of a large stack straight through the store: `write.ts ROOT COMPONENTS DIGITS`. Prints its folder and points. */
import { gridsOf, NOW, snapshotOf } from "../../__tests__/support/snapshot";
import { QUIET } from "../../__tests__/support/trading-load";
import { defaultsOf } from "../../contract";
import { seededRandom } from "../../optimizer/statistics";
import {
  NOTHING_DROPPED,
  type PlannedSeries,
  type Points,
  plannedSeries,
  SnapshotDraft,
  type TierGrid,
  tierGrid,
} from "../../optimizer/telemetry";
import { canonicalFactor } from "../../optimizer/telemetry/snapshot/align";
import { largeContract } from "./contract";

const DAY = 86_400;
const DAYS = 90;
const LONGEST_DAYS = 455;
/** How much of the values of different components and minutes differs. */
const SPREAD = 0.4;
const NOISE = 0.05;

const [root = ".", components = "500", digits = "4"] = process.argv.slice(2);

/** Rounds to significant digits without a detour over text. */
function significant(value: number, count: number): number {
  if (value === 0 || count > 15) return value;
  const shift = count - 1 - Math.floor(Math.log10(Math.abs(value)));
  return shift >= 0 ? Math.round(value * 10 ** shift) / 10 ** shift : Math.round(value / 10 ** -shift) * 10 ** -shift;
}

/** Points as CloudWatch would give them: in its unit, as often as it publishes, and none where nothing happened. */
function pointsOf(planned: PlannedSeries, model: string, grid: TierGrid, random: () => number, level: number): Points {
  const measure = QUIET[model]?.[planned.entry.name];
  const step = Math.max(1, planned.entry.cadenceSeconds / grid.periodSeconds);
  const factor = canonicalFactor(planned.entry, planned.statistic, grid.periodSeconds);
  const times = new Float64Array(grid.length);
  const values = new Float64Array(grid.length);
  let size = 0;
  for (let i = 0; i < grid.length; i += step) {
    const epoch = grid.startEpoch + i * grid.periodSeconds;
    const point = { epoch, periodSeconds: grid.periodSeconds, statistic: planned.statistic };
    const canonical = typeof measure === "function" ? measure(point, planned.resource) : (measure ?? 0);
    if (canonical === 0) continue;
    times[size] = epoch;
    values[size++] = significant((canonical * level * (1 + NOISE * random())) / factor, Number(digits));
  }
  return { times: times.subarray(0, size), values: values.subarray(0, size) };
}

async function main(): Promise<void> {
  const { contract, modelOf } = largeContract(Number(components));
  const series = plannedSeries(contract).filter(({ component, entry }) => QUIET[modelOf.get(component) ?? ""]?.[entry.name] !== undefined);
  const tiers = gridsOf(DAYS);
  const before = tierGrid(3600, NOW - LONGEST_DAYS * DAY, NOW - DAYS * DAY);
  const { prices } = snapshotOf({ measures: {}, days: 1, components: contract.components });
  const draft = await SnapshotDraft.begin(
    root,
    contract.deployment,
    series.map(({ id }) => id),
  );
  let points = 0;
  for (const [index, planned] of series.entries()) {
    const model = modelOf.get(planned.component) ?? "";
    const random = seededRandom(index + 1);
    const level =
      1 + SPREAD * (seededRandom(planned.component.length * 7919 + planned.component.charCodeAt(planned.component.length - 1))() - 0.5);
    const stored = tiers.map((grid) => ({ periodSeconds: grid.periodSeconds, points: pointsOf(planned, model, grid, random, level) }));
    const hours = planned.entry.headroom === planned.statistic ? pointsOf(planned, model, before, random, level) : undefined;
    points += [...stored.map((tier) => tier.points), ...(hours === undefined ? [] : [hours])].reduce(
      (sum, { times }) => sum + times.length,
      0,
    );
    draft.add(planned.id, stored, NOTHING_DROPPED, hours);
  }
  const current = defaultsOf(contract.components);
  const { directory } = await draft.commit({
    contract,
    source: "simulator",
    startEpoch: NOW - DAYS * DAY,
    endEpoch: NOW,
    tiers,
    longHistory: before,
    current,
    capacity: [{ atEpoch: 0, values: current, source: "default" }],
    prices,
    tags: Object.fromEntries(Object.keys(contract.components).map((component) => [component, {}])),
    pins: {},
  });
  console.log(JSON.stringify({ directory, points, series: series.length }));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
