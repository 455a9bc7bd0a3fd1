import { snapshotOf } from "../__tests__/support/snapshot";
import { QUIET } from "../__tests__/support/trading-load";
import { analyze } from "../optimizer/analyze";

const snapshot = snapshotOf({ measures: QUIET });
const points = [...snapshot.series.values()].reduce(
  (sum, { tiers }) => sum + tiers.reduce((length, { values }) => length + values.length, 0),
  0,
);
const start = process.cpuUsage();
const began = process.hrtime.bigint();
const { recommendations } = analyze(snapshot);
const seconds = Number(process.hrtime.bigint() - began) / 1e9;
const { user, system } = process.cpuUsage(start);
const rssMb = Math.round(process.resourceUsage().maxRSS / 1024);

console.log(`${snapshot.series.size} series, ${recommendations.length} recommendations`);
console.log(
  JSON.stringify({
    components: Object.keys(snapshot.contract.components).length,
    points,
    seconds: Number(seconds.toFixed(2)),
    cpuSeconds: Number(((user + system) / 1e6).toFixed(2)),
    rssMb,
    bytesPerPoint: Math.round((rssMb * 2 ** 20) / points),
  }),
);
