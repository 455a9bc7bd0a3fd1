import { z } from "zod";
import { hasHoles } from "../systems";
import { SECONDS_PER_MINUTE } from "../time";
import { ServiceError } from "../wire/errors";
import { PageWriter } from "../wire/page-writer";
import type { World } from "../world";
import type { GetMetricDataRequest, MetricQuery } from "./request";
import { availableSlots } from "./retention";
import { aggregate } from "./statistics";

const isMissing = Number.isNaN;

/** Where the next page goes on: in which query, at which of its slots. */
const cursorSchema = z.strictObject({ query: z.int().nonnegative(), slot: z.int().nonnegative(), now: z.number() });
type Cursor = z.infer<typeof cursorSchema>;

export interface Page {
  readonly body: Buffer;
  readonly datapoints: number;
}

/**
 * One page of GetMetricData: queries in order until the page is full. A series that does not fit is `PartialData` and goes on
 * on the next page; later pages keep the first one's idea of now.
 */
export function getMetricDataPage(world: World, request: GetMetricDataRequest, nowEpoch: number): Page {
  const cursor = readToken(request.nextToken) ?? { query: 0, slot: 0, now: nowEpoch };
  const out = new PageWriter();
  out.text('{"MetricDataResults":[');
  let left = request.maxDatapoints;
  let { query: position, slot } = cursor;
  while (position < request.queries.length) {
    const query = request.queries[position];
    if (query === undefined) break;
    const available = availableSlots({ start: request.start, end: request.end, period: query.periodSeconds }, cursor.now);
    const take = Math.min(left, available.slots - slot);
    if (take <= 0 && available.slots > slot) break;
    const complete = slot + take >= available.slots;
    // Counted from the end where the latest come first.
    const offset = request.descending ? available.slots - slot - take : slot;
    const first = available.first + offset * query.periodSeconds;
    if (position > cursor.query) out.text(",");
    writeResult(out, world, query, { first, slots: Math.max(0, take), now: cursor.now, descending: request.descending, complete });
    left -= Math.max(0, take);
    if (!complete) {
      slot += take;
      break;
    }
    position++;
    slot = 0;
  }
  const more = position < request.queries.length;
  const token = more ? `,"NextToken":"${writeToken({ query: position, slot, now: cursor.now })}"` : "";
  out.text(`],"Messages":[]${token}}`);
  return { body: out.copy(), datapoints: request.maxDatapoints - left };
}

interface ResultRange {
  readonly first: number;
  readonly slots: number;
  readonly now: number;
  readonly descending: boolean;
  readonly complete: boolean;
}

function writeResult(out: PageWriter, world: World, query: MetricQuery, range: ResultRange): void {
  const { periodSeconds, statistic } = query;
  const metric = world.find(query.namespace, query.metricName, query.dimensions);
  const endMinute = Math.floor(range.now / SECONDS_PER_MINUTE);
  const values =
    metric === undefined || range.slots === 0
      ? NOTHING
      : aggregate(metric, statistic, { first: range.first, slots: range.slots, periodSeconds, endMinute });
  const status = range.complete ? "Complete" : "PartialData";
  out.text(`{"Id":${JSON.stringify(query.id)},"Label":${JSON.stringify(query.label)},"StatusCode":"${status}","Timestamps":[`);
  writeTimestamps(out, values, range, periodSeconds);
  out.text('],"Values":[');
  out.numbers(values, range.descending);
  out.text("]}");
}

const NOTHING = new Float64Array(0);

/** Series without holes share their timestamps, so the last list written is kept. */
let latest: { readonly key: string; readonly bytes: Buffer } | undefined;

function writeTimestamps(out: PageWriter, values: Float64Array, { first, descending }: ResultRange, period: number): void {
  const holes = hasHoles(values);
  const key = `${first}/${period}/${values.length}/${descending}`;
  if (!holes && latest?.key === key) {
    out.bytes(latest.bytes);
    return;
  }
  const times = values.map((value, i) => (isMissing(value) ? Number.NaN : first + i * period));
  const bytes = out.numbers(times, descending);
  if (!holes) latest = { key, bytes: Buffer.from(bytes) };
}

const writeToken = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString("base64url");

function readToken(token: string | undefined): Cursor | undefined {
  if (token === undefined) return undefined;
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(token, "base64url").toString("utf8")));
  } catch {
    throw new ServiceError("InvalidNextToken", "The NextToken is not one that GetMetricData gave");
  }
}
