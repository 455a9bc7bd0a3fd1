import { setMaxListeners } from "node:events";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Values } from "../../contract";
import { type Credentials, DEFAULT_PATIENCE, type Patience } from "./aws/client";
import { awsFailure } from "./aws/failures";
import { systemTimer, type Timer } from "./aws/timer";
import { CloudWatchSession, type Estimate, estimate, type Quotas, refuseAbove, withMetrics } from "./cloudwatch";
import { readAccount } from "./collection/account";
import { assemble } from "./collection/assemble";
import { type Environment, expectedSource, findBase } from "./collection/base";
import { type Draft, Journal, lockFile, unfinishedDraft } from "./collection/journal";
import { keptNote } from "./collection/kept-note";
import { CollectionLock } from "./collection/lock";
import { type MoneyOptions, plannedCosts, readMoney } from "./collection/money";
import { type CollectionPlan, planCollection, type Wanted } from "./collection/plan";
import { startReading } from "./collection/read";
import { consumerMetrics } from "./consumers";
import { type CapacityChange, type Pins, SnapshotDraft, type StoredSnapshot, type TagBook } from "./snapshot";

export interface EstimateOptions extends Wanted, MoneyOptions {
  /** Folder of all snapshots, e.g. `.trimtab/snapshots`. */
  readonly storeRoot: string;
  /** Reads everything, whatever is stored already. @default false */
  readonly full?: boolean;
  /** Where AWS's endpoints are named. @default the process's */
  readonly environment?: Environment;
}

export interface CollectOptions extends EstimateOptions {
  /** Values in force now: defaults with the override on top. */
  readonly current: Values;
  /** What was provisioned when, as far as the caller knows it. */
  readonly capacity: readonly CapacityChange[];
  readonly pins: Pins;
  /** @default the live ones */
  readonly tags?: TagBook;
  /** Of the account whose metrics, tags and streams are read; list prices and costs are asked for with those of the environment. @default those of the environment */
  readonly credentials?: Credentials;
  /** @default the policy's `maxApiCostUsd` */
  readonly maxApiCostUsd?: number;
  /** Asked where the calls would cost more than that. @default refused */
  readonly confirmCost?: (cost: Estimate) => Promise<boolean>;
  /** Told what will be asked and what it costs, before anything is. */
  readonly onStart?: (start: CollectionStart) => void;
  readonly onProgress?: (progress: CollectProgress) => void;
  readonly signal?: AbortSignal;
  /** Calls and points per second. @default CloudWatch's quotas for an account, none for a loopback endpoint */
  readonly quotas?: Quotas;
  readonly patience?: Patience;
  readonly timer?: Timer;
}

export interface CollectionStart {
  /** Of the calls that are left to make, to Cost Explorer too. */
  readonly cost: Estimate;
  /** Calls that an interrupted run has made already. */
  readonly callsDone: number;
  /** End of the snapshot that this collection goes on from, UTC epoch seconds; undefined where everything is read. */
  readonly continuesFrom: number | undefined;
}

export interface CollectProgress {
  readonly callsDone: number;
  readonly estimate: Estimate;
}

export interface Collected extends StoredSnapshot {
  /** Of all of the snapshot's calls, those of an interrupted run and to Cost Explorer included. */
  readonly estimate: Estimate;
  /** Whether the credentials told that they are the deployment's account's: keys alone do not. Always so of a stand-in. */
  readonly accountIsKnown: boolean;
}

/**
 * Reads a deployment's history from CloudWatch and its prices from the Price List into a new snapshot. What the latest snapshot of the
 * same source holds is taken over, and what an interrupted run has read is not read again.
 * @throws InputError (days, nothing to read), RefusedError (API cost, another run), AwsError (credentials, endpoint, throttling);
 * the calls that succeeded are kept then, for the next run within the hour
 */
export async function collect(options: CollectOptions): Promise<Collected> {
  const parent = join(options.storeRoot, options.contract.deployment);
  // What cannot be planned leaves no trace.
  planCollection(options, "aws", undefined);
  await mkdir(parent, { recursive: true });
  const lock = await CollectionLock.acquire(lockFile(parent));
  try {
    return await collectLocked(options, parent, lock);
  } finally {
    await lock.release();
  }
}

async function collectLocked(options: CollectOptions, parent: string, lock: CollectionLock): Promise<Collected> {
  const { plan, draft, unfinished } = await plannedOrResumed(options, parent);
  const journal = await Journal.open(parent, plan, draft, unfinished);
  try {
    const left = estimate(plan.requests.filter((_, index) => !journal.isDone(index)));
    const cost = withCosts(left, options);
    const costExplorerUsd = await allowedForCosts(options, cost);
    options.onStart?.({ cost, callsDone: journal.size, continuesFrom: plan.base?.manifest.endEpoch });
    const collected = await readInto(options, plan, { journal, lock, costExplorerUsd });
    await journal.remove();
    return collected;
  } catch (error) {
    if (journal.size === 0) await journal.remove();
    throw keptNote(error, journal.size, plan.requests.length, options.full === true);
  }
}

/**
 * One figure for the run: CloudWatch, Cost Explorer and the streams' activity, allowed whole or not at all.
 * @returns what Cost Explorer may cost: more pages than were counted are paid for as far as the limit goes
 * @throws RefusedError
 */
async function allowedForCosts(options: CollectOptions, whole: Estimate): Promise<number> {
  const { contract, maxApiCostUsd, confirmCost } = options;
  const allowed = maxApiCostUsd ?? contract.policy.maxApiCostUsd;
  const { usd } = plannedCosts(options);
  if (whole.usd <= allowed) return usd + (allowed - whole.usd);
  if (confirmCost === undefined || !(await confirmCost(whole))) refuseAbove(whole, allowed);
  return usd;
}

/** What is paid for beside the series, with them. */
function withCosts(series: Estimate, options: EstimateOptions): Estimate {
  const { plan, usd } = plannedCosts(options);
  const cloudWatch = withMetrics(series, consumerMetrics(options.contract));
  return plan === undefined ? cloudWatch : { ...cloudWatch, usd: cloudWatch.usd + usd, costExplorerCalls: plan.calls };
}

/** What {@link collect} would ask of CloudWatch and Cost Explorer and what that would cost, without asking. */
export async function estimateCollection(options: EstimateOptions): Promise<Estimate> {
  return withCosts((await planned(options)).cost, options);
}

async function planned(options: EstimateOptions, nowEpoch: number = options.nowEpoch): Promise<CollectionPlan> {
  const { contract, storeRoot, full = false, environment = process.env } = options;
  const source = expectedSource(environment);
  const base = full ? undefined : await findBase({ storeRoot, contract, source, endEpoch: nowEpoch });
  return planCollection({ ...options, nowEpoch }, source, base);
}

/** The plan of an interrupted run, where it is still the same; otherwise one that begins now. */
async function plannedOrResumed(
  options: CollectOptions,
  parent: string,
): Promise<{ readonly plan: CollectionPlan; readonly draft: Draft; readonly unfinished?: Draft }> {
  const unfinished = options.full === true ? undefined : await unfinishedDraft(parent, options.nowEpoch);
  if (unfinished !== undefined) {
    const plan = await planned({ ...options, full: unfinished.full }, unfinished.nowEpoch);
    if (plan.sha256 === unfinished.planSha256) return { plan, draft: unfinished, unfinished };
  }
  const plan = await planned(options);
  return { plan, draft: { nowEpoch: options.nowEpoch, full: plan.base === undefined, planSha256: plan.sha256 } };
}

interface Means {
  readonly journal: Journal;
  readonly lock: CollectionLock;
  /** What calls to Cost Explorer may cost. */
  readonly costExplorerUsd: number;
}

async function readInto(options: CollectOptions, plan: CollectionPlan, means: Means): Promise<Collected> {
  const { journal, lock, costExplorerUsd: maxCostUsd } = means;
  const { contract, nowEpoch, quotas, patience = DEFAULT_PATIENCE, timer = systemTimer, onProgress } = options;
  const failed = new AbortController();
  const signal = options.signal === undefined ? failed.signal : AbortSignal.any([options.signal, failed.signal]);
  // Every call in flight listens to it.
  setMaxListeners(0, signal);
  const continues = plan.base === undefined && journal.size === 0 ? undefined : plan.source;
  const { deployment, account } = contract;
  const session = new CloudWatchSession({
    deployment,
    account,
    quotas,
    patience,
    timer,
    nowEpoch,
    signal,
    continues,
    ...credentialsOf(options),
  });
  const ids = plan.series.map(({ id }) => id);
  const draft = await SnapshotDraft.begin(options.storeRoot, contract.deployment, ids, journal.directory);
  const onCall = async (callsDone: number): Promise<void> => {
    onProgress?.({ callsDone, estimate: plan.cost });
    await lock.renew();
  };
  const reading = startReading({ requests: plan.requests, session, journal, signal, onCall });
  const parts = [
    readAccount(contract, { ...plan.window, source: plan.source, patience, timer, signal, ...credentialsOf(options) }),
    readMoney(options, {
      series: plan.series,
      source: plan.source,
      environment: options.environment ?? process.env,
      maxCostUsd,
      window: plan.window,
      patience,
      timer,
      signal,
      ...credentialsOf(options),
    }),
    assemble({ plan, journal, draft, reading, signal }),
    Promise.all(reading),
  ] as const;
  try {
    const [account, money, reread] = await Promise.all(parts);
    await lock.renew();
    const { source, clockSkewSeconds, accountIsKnown } = session;
    const heard = { source, ...(clockSkewSeconds === undefined ? {} : { clockSkewSeconds }), ...(reread === undefined ? {} : { reread }) };
    const stored = await draft.commit({ ...account, ...factsOf(options, plan), ...money, ...heard });
    return { ...stored, estimate: withCosts(plan.cost, options), accountIsKnown };
  } catch (error) {
    failed.abort();
    // What still runs writes into the draft.
    await Promise.allSettled([...parts, ...reading]);
    await draft.discard();
    if (options.signal?.aborted === true) throw options.signal.reason;
    throw awsFailure("collecting from CloudWatch", error);
  } finally {
    session.close();
  }
}

const credentialsOf = ({ credentials }: CollectOptions) => (credentials === undefined ? {} : { credentials });

function factsOf(options: CollectOptions, { window, queries }: CollectionPlan) {
  const { contract, current, capacity, tags, pins } = options;
  const { startEpoch, endEpoch, tiers, longHistory } = window;
  return {
    contract,
    startEpoch,
    endEpoch,
    tiers,
    ...(longHistory === undefined ? {} : { longHistory }),
    queries,
    current,
    capacity,
    ...(tags === undefined ? {} : { tags }),
    pins,
  };
}
