import pLimit, { type LimitFunction } from "p-limit";
import { StoreError } from "../../../contract";
import { type CloudWatchSession, fetchMetrics, isKept, type MetricRequest } from "../cloudwatch";
import type { Journal } from "./journal";

/** Calls of one region under way at a time: an answer of 100,800 points takes AWS a second or two, and the quota allows four a second. */
const PARALLEL_CALLS = 12;
/** Of all regions together: each answer takes several MB. */
const ALL_PARALLEL_CALLS = 24;
/**
 * Of all regions together, until the first answer says that it is AWS. A stand-in answers one call after the other, whichever region it is
 * of: waiting in its queue would look like silence, and what a busy one works off at once has to stay within a second's quota.
 */
const FIRST_PARALLEL_CALLS = 3;

export interface Reading {
  readonly requests: readonly MetricRequest[];
  readonly session: CloudWatchSession;
  readonly journal: Journal;
  readonly signal: AbortSignal;
  /** After each call that is stored, with how many are. */
  readonly onCall: (callsDone: number) => Promise<void>;
}

/**
 * Starts all calls that are not done yet, in their order and within each region's limit.
 * @returns for each call a promise that it is stored
 */
export function startReading({ requests, session, journal, signal, onCall }: Reading): readonly Promise<void>[] {
  const all = pLimit(FIRST_PARALLEL_CALLS);
  const limits = new Map<string, LimitFunction>();
  const limitOf = (region: string): LimitFunction => {
    const limit = limits.get(region) ?? pLimit(PARALLEL_CALLS);
    limits.set(region, limit);
    return limit;
  };
  const readOne = async (request: MetricRequest, index: number): Promise<void> => {
    signal.throwIfAborted();
    const onServerTime = (epoch: number): void => session.heardServerTime(epoch);
    const fetched = await fetchMetrics(session.client(request.region), request, {
      signal,
      onServerTime,
      onPart: () => session.heardPart(request.region),
    });
    if (session.source === "aws") all.concurrency = ALL_PARALLEL_CALLS;
    signal.throwIfAborted();
    if (!isKept(request.grid, session.nowEpoch)) throw expired(request);
    await journal.store(index, fetched, session.source);
    await onCall(journal.size);
  };
  return requests.map((request, index) => {
    const reading = journal.isDone(index) ? Promise.resolve() : limitOf(request.region)(() => all(readOne, request, index));
    // Whoever waits for it hears of its failure; nobody may be waiting yet.
    reading.catch(() => undefined);
    return reading;
  });
}

const expired = ({ region, grid: { periodSeconds } }: MetricRequest): StoreError =>
  new StoreError(`reading took so long that CloudWatch in ${region} may have begun to forget the oldest points of ${periodSeconds} s`, {
    hint: "repeat the command with --full: its window begins later",
  });
