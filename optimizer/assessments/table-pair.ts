import { percent } from "../../contract";
import type { Evidence } from "../evidence";
import { sumTiers } from "../evidence/tiers";
import { timeMean } from "../kinds/reading";
import { onDemandQuotas } from "../kinds/table-quota";
import { DIRECTIONS, type Direction, type Traffic, tableTraffic } from "../kinds/table-traffic";
import type { Assessment } from "../plan/recommendation";
import { round } from "../rules/finding";
import { isMissing, largest } from "../statistics";
import type { TableLayout } from "../telemetry/account";
import type { ConsolidationParameters } from "./consolidation-parameters";

type Check = Assessment["checks"][number];

/** Global secondary indexes that a table may have, unless AWS raises it. AWS: Quotas in Amazon DynamoDB. */
const INDEX_QUOTA = 20;

/** Everything that speaks for or against one table in place of two. */
export const pairChecks = (a: Evidence, b: Evidence, p: ConsolidationParameters): readonly Check[] => [
  keys(a, b),
  indexes(a, b),
  accessPatterns(a, b, p),
  itemSizes(a, b, p),
  throughput(a, b),
  billing(a, b),
  streams(a, b),
];

const check = (name: string, pass: boolean | null, reason: string, numbers: Check["numbers"] = {}): Check => ({
  check: name,
  pass,
  reason,
  numbers,
});

const undescribed = (name: string, tables: readonly Evidence[]): Check | undefined => {
  const missing = tables.filter(({ stream }) => stream?.layout === undefined).map(({ component }) => component);
  return missing.length === 0
    ? undefined
    : check(name, null, `keys and contents of ${missing.join(" and ")} are not known: the account did not describe it`);
};

/** Of the table and of the indexes that its settings keep. */
function keysOf({ component, current, stream }: Evidence): readonly { readonly of: string; readonly key: TableLayout["key"] }[] {
  const layout = stream?.layout;
  if (layout === undefined) return [];
  return [
    { of: component, key: layout.key },
    ...Object.entries(layout.indexes)
      .filter(([name]) => !Array.isArray(current.indexes) || current.indexes.includes(name))
      .map(([name, key]) => ({ of: `${component}.${name}`, key })),
  ];
}

/** A partition key that says what its item is keeps the two apart; that takes a string. Sort keys of one index have one type. */
function keys(a: Evidence, b: Evidence): Check {
  const unknown = undescribed("keys", [a, b]);
  if (unknown !== undefined) return unknown;
  const all = [...keysOf(a), ...keysOf(b)];
  const partition = all.flatMap(({ of, key: [first] }) =>
    first === undefined || first.type === "S" ? [] : [`${of}: ${first.name} is ${first.type}`],
  );
  const sortTypes = [...new Set(all.flatMap(({ key: [, second] }) => (second === undefined ? [] : [second.type])))];
  if (partition.length > 0) return check("keys", false, `a prefix takes a string as partition key: ${partition.join(", ")}`);
  if (sortTypes.length > 1)
    return check("keys", false, `sort keys have several types (${sortTypes.sort().join(", ")}), and one attribute has one`);
  return check(
    "keys",
    true,
    `every partition key is a string, so that a prefix tells ${a.component} from ${b.component}; sort keys are of one type`,
  );
}

function indexes(a: Evidence, b: Evidence): Check {
  const unknown = undescribed("indexes", [a, b]);
  if (unknown !== undefined) return unknown;
  const [ofA, ofB] = [keysOf(a).length - 1, keysOf(b).length - 1];
  const needed = Math.max(ofA, ofB);
  return check("indexes", needed <= INDEX_QUOTA, `${ofA} and ${ofB} indexes fit into ${needed}, of which a table may have ${INDEX_QUOTA}`, {
    needed,
    quota: INDEX_QUOTA,
  });
}

const trafficOf = (e: Evidence, direction: Direction): readonly Traffic[] =>
  tableTraffic(e).filter((one) => one.direction === direction && one.resource.scope === "table");

const meanUnits = (e: Evidence, direction: Direction): number =>
  timeMean(sumTiers(trafficOf(e, direction).map(({ consumed }) => consumed)));

/** Share of reads in all units of the table, of its window's mean. */
function readShare(e: Evidence): number {
  const [reads, writes] = [meanUnits(e, "reads"), meanUnits(e, "writes")];
  return reads / (reads + writes);
}

/** What is mostly written and what is mostly read are best kept apart, as AWS advises of data with very different access patterns. */
function accessPatterns(a: Evidence, b: Evidence, { readShareApartAtMost: limit }: ConsolidationParameters): Check {
  const [ofA, ofB] = [readShare(a), readShare(b)];
  const apart = Math.abs(ofA - ofB);
  if (isMissing(apart)) return check("access patterns", null, "reads and writes of both are not known");
  const numbers = { [a.component]: round(ofA), [b.component]: round(ofB), apart: round(apart), limit };
  const said = `${percent(ofA)} of ${a.component}'s units and ${percent(ofB)} of ${b.component}'s are reads`;
  return apart <= limit
    ? check("access patterns", true, `${said}, which lies no more than ${percent(limit)} apart`, numbers)
    : check("access patterns", false, `${said}: more than ${percent(limit)} apart, so they are used in different ways`, numbers);
}

function itemSizes(a: Evidence, b: Evidence, { meanItemBytesAtMost: limit }: ConsolidationParameters): Check {
  const unknown = undescribed("item sizes", [a, b]);
  if (unknown !== undefined) return unknown;
  const meanOf = ({ stream }: Evidence): number => {
    const { items = 0, bytes = 0 } = stream?.layout ?? {};
    return items === 0 ? 0 : bytes / items;
  };
  const [ofA, ofB] = [meanOf(a), meanOf(b)];
  return check(
    "item sizes",
    Math.max(ofA, ofB) <= limit,
    `items are ${Math.round(ofA)} bytes in ${a.component} and ${Math.round(ofB)} in ${b.component} on average, against ${limit} at most`,
    { [a.component]: round(ofA), [b.component]: round(ofB), limit },
  );
}

/** What both took in one interval, at its highest, against what one table may. */
function throughput(a: Evidence, b: Evidence): Check {
  const quotas = onDemandQuotas(a);
  const ceiling = a.policy.guards.afterFailureCeiling;
  const peaks = DIRECTIONS.map((direction) => {
    const both = sumTiers([...trafficOf(a, direction), ...trafficOf(b, direction)].map(({ consumed }) => consumed));
    return { direction, peak: largestOf(both.map(({ values }) => largest(values))), limit: ceiling * quotas[direction] };
  });
  if (peaks.some(({ peak }) => isMissing(peak))) return check("throughput", null, "the units that both took together are not known");
  const said = peaks.map(({ direction, peak, limit }) => `${Math.round(peak)} ${direction} of ${Math.round(limit)}`).join(", ");
  return check(
    "throughput",
    peaks.every(({ peak, limit }) => peak <= limit),
    `together they took at most, in units a second, ${said} that one table may`,
    Object.fromEntries(
      peaks.flatMap(({ direction, peak, limit }) => [
        [direction, round(peak)],
        [`${direction}_limit`, limit],
      ]),
    ),
  );
}

/** NaN where none is known. */
function largestOf(values: readonly number[]): number {
  const known = values.filter((value) => !isMissing(value));
  return known.length === 0 ? Number.NaN : Math.max(...known);
}

function billing(a: Evidence, b: Evidence): Check {
  const [ofA, ofB] = [String(a.current.billing_mode), String(b.current.billing_mode)];
  return check("billing", ofA === ofB, ofA === ofB ? `both are ${ofA}` : `${a.component} is ${ofA}, ${b.component} is ${ofB}`);
}

/** Whoever reads one's changes gets the other's too: that can be filtered where it is known who they are. */
function streams(a: Evidence, b: Evidence): Check {
  const unknown = [a, b].flatMap(({ component, stream }) =>
    stream === undefined ? [`${component}: the account was not asked`] : stream.unknown.map((reason) => `${component}: ${reason}`),
  );
  const unregistered = [a, b].filter(
    ({ stream }) => stream !== undefined && stream.consumers.length === 0 && (stream.activity?.calls ?? 0) > 0,
  );
  if (unknown.length > 0) return check("streams", null, `it is not known who reads the changes of both: ${unknown.join("; ")}`);
  if (unregistered.length > 0) {
    const names = unregistered.map(({ component }) => component).join(" and ");
    return check("streams", false, `somebody reads the changes of ${names} without being registered, and would get those of both`);
  }
  const consumers = [a, b].flatMap(({ stream }) => stream?.consumers ?? []);
  return check(
    "streams",
    true,
    consumers.length === 0 ? "nobody reads the changes of either" : `who reads their changes is known, ${consumers.length} in all`,
    {
      consumers: consumers.length,
    },
  );
}
