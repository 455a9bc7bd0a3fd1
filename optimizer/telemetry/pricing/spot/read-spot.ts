import {
  type DescribeSpotPriceHistoryCommandInput,
  EC2Client,
  paginateDescribeSpotPriceHistory,
  type SpotPrice,
} from "@aws-sdk/client-ec2";
import pLimit from "p-limit";
import { MS_PER_SECOND, SECONDS_PER_DAY, type SpotMarket } from "../../../../contract";
import { type Credentials, clientOptions, type Patience, watch } from "../../aws/client";
import { reasonOf } from "../../aws/failures";
import type { Timer } from "../../aws/timer";
import { sameWorld } from "../../aws/world";
import type { EndpointSource } from "../../cloudwatch";
import type { SpotBook, SpotHistory } from "../../snapshot";
import type { Unpriced } from "../price-of";
import { PRODUCT_DESCRIPTION, spotHistory } from "./answer";
import type { Span } from "./zones";

export interface SpotOptions {
  readonly patience: Patience;
  readonly timer: Timer;
  readonly signal: AbortSignal;
  /** What the measurements come from. */
  readonly source: EndpointSource;
  /** @default those of the environment */
  readonly credentials?: Credentials;
}

export interface WantedSpot extends SpotMarket {
  readonly region: string;
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSpotPriceHistory.html */
const HISTORY_DAYS = 90;
const PARALLEL_CALLS = 4;

/** The part of the window that EC2 still knows. */
export const spotSpan = ({ startEpoch, endEpoch }: Span, nowEpoch: number): Span => ({
  startEpoch: Math.max(startEpoch, nowEpoch - HISTORY_DAYS * SECONDS_PER_DAY),
  endEpoch,
});

/** Reads each market's prices over the span. What cannot be read is unknown, with the reason: nothing else waits for it or fails by it. */
export async function readSpot(wanted: readonly WantedSpot[], span: Span, options: SpotOptions): Promise<SpotBook> {
  const clients = new Map([...new Set(wanted.map(({ region }) => region))].map((region) => [region, clientOf(region, options)]));
  const limit = pLimit(PARALLEL_CALLS);
  try {
    const read = await Promise.all(
      wanted.map((one) => limit(async () => ({ ...one, outcome: await historyOf(clients.get(one.region), one, span, options.signal) }))),
    );
    return {
      histories: read.flatMap(({ outcome }) => ("reason" in outcome ? [] : [outcome])),
      unknown: read.flatMap(({ key, region, outcome }) => ("reason" in outcome ? [{ key, region, reason: outcome.reason }] : [])),
    };
  } finally {
    limit.clearQueue();
    for (const client of clients.values()) client.destroy();
  }
}

function clientOf(region: string, { patience, timer, source, credentials }: SpotOptions): EC2Client {
  const client = new EC2Client(clientOptions(region, patience, credentials));
  watch(client, { what: `EC2 in ${region}`, patience, timer, beforeAttempt: sameWorld("spot prices", source) });
  return client;
}

/** One market at a time: a type that EC2 does not have fails no other. */
async function historyOf(
  client: EC2Client | undefined,
  { region, ...market }: WantedSpot,
  span: Span,
  signal: AbortSignal,
): Promise<SpotHistory | Unpriced> {
  if (client === undefined) return { reason: `nobody asked EC2 in ${region}` };
  const sent: SpotPrice[] = [];
  try {
    signal.throwIfAborted();
    const pages = paginateDescribeSpotPriceHistory({ client }, questionAbout(market, span), { abortSignal: signal });
    for await (const { SpotPriceHistory = [] } of pages) sent.push(...SpotPriceHistory);
  } catch (error) {
    signal.throwIfAborted();
    return { reason: reasonOf(error, "ec2:DescribeSpotPriceHistory") };
  }
  return spotHistory(market, region, span, sent);
}

const questionAbout = ({ instanceType }: SpotMarket, { startEpoch, endEpoch }: Span): DescribeSpotPriceHistoryCommandInput => ({
  StartTime: new Date(startEpoch * MS_PER_SECOND),
  EndTime: new Date(endEpoch * MS_PER_SECOND),
  Filters: [
    { Name: "instance-type", Values: [instanceType] },
    { Name: "product-description", Values: [PRODUCT_DESCRIPTION] },
  ],
});
