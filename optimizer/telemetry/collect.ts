import { setMaxListeners } from "node:events";
import pLimit from "p-limit";
import { type DeploymentContract, InputError, priceKeysOf, type Values } from "../../contract";
import { DEFAULT_PATIENCE, type Patience } from "./aws/client";
import { awsFailure } from "./aws/failures";
import { systemTimer, type Timer } from "./aws/timer";
import {
  CloudWatchSession,
  chunksOf,
  DEFAULT_QUOTAS,
  type Estimate,
  estimate,
  type FetchedSeries,
  fetchMetrics,
  type MetricRequest,
  packRequests,
  type Quotas,
  refuseAbove,
  stitchedWindow,
  type Window,
} from "./cloudwatch";
import { readPrices, type WantedPrice } from "./pricing";
import { type PlannedSeries, plannedSeries } from "./series";
import {
  addDropped,
  type CapacityChange,
  NO_POINTS,
  NOTHING_DROPPED,
  type Pins,
  type Points,
  SnapshotDraft,
  type StoredSnapshot,
  type TagBook,
} from "./snapshot";

export interface CollectOptions {
  readonly contract: DeploymentContract;
  /** Values in force now: defaults with the override on top. */
  readonly current: Values;
  /** What was provisioned when, as far as the caller knows it. */
  readonly capacity: readonly CapacityChange[];
  readonly pins: Pins;
  readonly tags: TagBook;
  /** UTC epoch seconds. */
  readonly nowEpoch: number;
  /** Folder of all snapshots, e.g. `.trimtab/snapshots`. */
  readonly storeRoot: string;
  /** @default the policy's `lookBackDays` */
  readonly days?: number;
  /** Only components in these. @default all */
  readonly regions?: readonly string[];
  /** @default the policy's `maxApiCostUsd` */
  readonly maxApiCostUsd?: number;
  readonly onProgress?: (progress: CollectProgress) => void;
  readonly signal?: AbortSignal;
  readonly quotas?: Quotas;
  readonly patience?: Patience;
  readonly timer?: Timer;
}

export interface CollectProgress {
  readonly callsDone: number;
  readonly estimate: Estimate;
}

export interface Collected extends StoredSnapshot {
  readonly estimate: Estimate;
}

/** What calls of the 60 s and 300 s tiers hold, four and seven series, divides this; so a block leaves no call half empty. */
const SERIES_PER_BLOCK = 140;
const PARALLEL_CALLS = 8;
/** Until the first answer says that it is AWS: a stand-in answers one call after the other, and waiting in its queue would look like silence. */
const FIRST_PARALLEL_CALLS = 2;

/**
 * Reads a deployment's history from CloudWatch and its prices from the Price List into a new snapshot.
 * @throws InputError (days, nothing to read), RefusedError (API cost), AwsError (credentials, endpoint, throttling); nothing is left behind then
 */
export async function collect(options: CollectOptions): Promise<Collected> {
  const { contract, nowEpoch } = options;
  const { window, series, blocks, cost } = planned(options);
  refuseAbove(cost, options.maxApiCostUsd ?? contract.policy.maxApiCostUsd);

  const failed = new AbortController();
  const signal = options.signal === undefined ? failed.signal : AbortSignal.any([options.signal, failed.signal]);
  // Every call in flight listens to it.
  setMaxListeners(0, signal);
  const patience = options.patience ?? DEFAULT_PATIENCE;
  const timer = options.timer ?? systemTimer;
  const session = new CloudWatchSession({ quotas: options.quotas ?? DEFAULT_QUOTAS, patience, timer, nowEpoch, signal });
  const draft = await SnapshotDraft.begin(
    options.storeRoot,
    contract.deployment,
    series.map(({ id }) => id),
  );
  try {
    const [prices] = await Promise.all([
      readPrices(pricesOf(contract, series), { patience, timer, signal }),
      readMetrics({ blocks, window, session, draft, signal, onCall: callCounter(options.onProgress, cost) }),
    ]);
    const { startEpoch, endEpoch, tiers } = window;
    const { current, capacity, tags, pins } = options;
    const stored = await draft.commit({
      contract,
      source: session.source,
      startEpoch,
      endEpoch,
      tiers,
      current,
      capacity,
      prices,
      tags,
      pins,
    });
    return { ...stored, estimate: cost };
  } catch (error) {
    failed.abort();
    await draft.discard();
    if (options.signal?.aborted === true) throw options.signal.reason;
    throw awsFailure("collecting from CloudWatch", error);
  } finally {
    session.close();
  }
}

type Planned = Pick<CollectOptions, "contract" | "nowEpoch" | "days" | "regions">;

/** What {@link collect} would ask of CloudWatch and what that would cost, without asking. */
export const estimateCollection = (options: Planned): Estimate => planned(options).cost;

function planned({ contract, nowEpoch, days, regions }: Planned) {
  const window = stitchedWindow(nowEpoch, days ?? contract.policy.lookBackDays);
  const series = seriesToRead(contract, regions);
  const blocks = chunksOf(series, SERIES_PER_BLOCK).map((block) => ({ series: block, requests: packRequests(block, window.tiers) }));
  return { window, series, blocks, cost: estimate(blocks.flatMap(({ requests }) => requests)) };
}

function seriesToRead(contract: DeploymentContract, regions: readonly string[] | undefined): readonly PlannedSeries[] {
  const series = plannedSeries(contract).filter(({ region }) => regions === undefined || regions.includes(region));
  if (series.length > 0) return series;
  const where = regions === undefined ? "" : ` in ${regions.join(", ")}`;
  throw new InputError(`${contract.deployment} has nothing to collect${where}`, {
    problems: [`its contract's inventory lists no resource${where} that publishes a known metric`],
    hint: `the deployment's regions are ${contract.regions.join(", ")}; run \`npm run synth\` if the contract is old`,
  });
}

/** Each price key once per region that has a component billed by it. */
function pricesOf(contract: DeploymentContract, series: readonly PlannedSeries[]): readonly WantedPrice[] {
  const wanted = new Map<string, WantedPrice>();
  for (const { component, region } of series) {
    const definition = contract.components[component];
    if (definition === undefined) continue;
    for (const key of priceKeysOf(definition)) wanted.set(`${region} ${key}`, { key, region });
  }
  return [...wanted].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, price]) => price);
}

function callCounter(onProgress: CollectOptions["onProgress"], cost: Estimate): () => void {
  let callsDone = 0;
  return () => onProgress?.({ callsDone: ++callsDone, estimate: cost });
}

interface Block {
  readonly series: readonly PlannedSeries[];
  readonly requests: readonly MetricRequest[];
}

interface Reading {
  readonly blocks: readonly Block[];
  readonly window: Window;
  readonly session: CloudWatchSession;
  readonly draft: SnapshotDraft;
  readonly signal: AbortSignal;
  readonly onCall: () => void;
}

/** Reads block by block, the next already while one is being written: memory holds two blocks, however long the history. */
async function readMetrics({ blocks, window, session, draft, signal, onCall }: Reading): Promise<void> {
  const limit = pLimit(FIRST_PARALLEL_CALLS);
  const fetchOne = async (request: MetricRequest): Promise<readonly FetchedSeries[]> => {
    const fetched = await fetchMetrics(session.client(request.region), request, signal);
    if (session.source === "aws") limit.concurrency = PARALLEL_CALLS;
    onCall();
    return fetched;
  };
  const start = (block: Block | undefined): Promise<readonly FetchedSeries[]> => {
    const fetching = Promise.all((block?.requests ?? []).map((request) => limit(fetchOne, request))).then((results) => results.flat());
    fetching.catch(() => undefined);
    return fetching;
  };
  let next = start(blocks[0]);
  for (const [i, { series }] of blocks.entries()) {
    const fetched = next;
    next = start(blocks[i + 1]);
    const complete = await fetched;
    // The other half of the collection may have failed meanwhile, and the draft be gone.
    signal.throwIfAborted();
    write(draft, series, window, complete);
  }
}

function write(draft: SnapshotDraft, series: readonly PlannedSeries[], { tiers }: Window, fetched: readonly FetchedSeries[]): void {
  const bySeries = new Map<string, FetchedSeries[]>();
  for (const one of fetched) bySeries.set(one.series.id, [...(bySeries.get(one.series.id) ?? []), one]);
  for (const { id } of series) {
    const parts = bySeries.get(id) ?? [];
    const tierPoints = tiers.map(({ periodSeconds }) => ({
      periodSeconds,
      points: joined(parts.filter(({ grid }) => grid.periodSeconds === periodSeconds).map(({ points }) => points)),
    }));
    draft.add(
      id,
      tierPoints,
      parts.reduce((sum, { dropped }) => addDropped(sum, dropped), NOTHING_DROPPED),
    );
  }
}

/** Spans of one tier, in order. */
function joined(parts: readonly Points[]): Points {
  const [only, ...more] = parts;
  if (only === undefined) return NO_POINTS;
  if (more.length === 0) return only;
  return {
    times: Float64Array.from(parts.flatMap(({ times }) => [...times])),
    values: Float64Array.from(parts.flatMap(({ values }) => [...values])),
  };
}
