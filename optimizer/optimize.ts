import { defaultsOf, InputError } from "../contract";
import { analyzeStored, type OnComponent } from "./analysis";
import { activePins } from "./ledger";
import { writeOutputs } from "./outputs";
import { capacityHistory, readOverride } from "./overrides";
import type { Recommendations } from "./plan/recommendation";
import { type Proposal, type ProposalContext, pinHandEdits, propose, refuseWhileOpen } from "./rollout";
import {
  type Collected,
  type CollectionStart,
  type Credentials,
  collect,
  collectFromCsv,
  collectFromJson,
  DEFAULT_QUOTAS,
  type Estimate,
  type MoneyOptions,
  type Quotas,
  type StoredSnapshot,
  unreadTags,
} from "./telemetry";
import { questionOf, type Settings, withSettings } from "./what-if";

/** What a person may set for one run, instead of the policy's. */
export interface RunLimits extends Settings {
  readonly maxApiCostUsd?: number;
  /** Whether Cost Explorer is asked. @default true */
  readonly costs?: boolean;
  /** Whether the metrics are read too that are for people and for no decision. @default false */
  readonly detail?: boolean;
  /** Whether everything is read anew. @default what is stored is gone on from */
  readonly full?: boolean;
  /** Days for which the hours of headroom metrics are read. @default as long as CloudWatch keeps them */
  readonly longHistoryDays?: number;
  /** How much before the end of the snapshot before is read again, for points that came late. @default half an hour */
  readonly rereadSeconds?: number;
  /** Calls and points per second, where they are not AWS's default quotas. */
  readonly quotas?: Partial<Quotas>;
}

export interface CollectRequest extends ProposalContext {
  /** Folder of all snapshots. */
  readonly storeRoot: string;
  readonly limits: RunLimits;
  /** Keeps prices between runs. @default none are kept */
  readonly priceCache?: MoneyOptions["priceCache"];
  /** Of the account that is read. @default those of the environment */
  readonly credentials?: Credentials;
  /** Asked where the calls would cost more than is allowed. @default refused */
  readonly confirmCost?: (cost: Estimate) => Promise<boolean>;
  /** Told what is about to be asked of CloudWatch. */
  readonly onStart?: (start: CollectionStart) => void;
  /** Calls that are done and that there are. */
  readonly onProgress: (done: number, total: number) => void;
}

/** Reads the deployment's history into a new snapshot, with what Trimtab itself knows: override, ledger, pins. */
export async function collectSnapshot(request: CollectRequest): Promise<Collected> {
  const { storeRoot, limits, onProgress, now, credentials } = request;
  const { days, region, maxApiCostUsd, detail, full, longHistoryDays, rereadSeconds, quotas = {} } = limits;
  const collected = await collect({
    ...(await knownFacts(request)),
    nowEpoch: now(),
    storeRoot,
    ...(days === undefined ? {} : { days }),
    ...(region === undefined ? {} : { regions: [region] }),
    ...(maxApiCostUsd === undefined ? {} : { maxApiCostUsd }),
    ...(detail === undefined ? {} : { detail }),
    ...(full === undefined ? {} : { full }),
    ...(longHistoryDays === undefined ? {} : { longHistoryDays }),
    ...(rereadSeconds === undefined ? {} : { rereadSeconds }),
    ...(Object.keys(quotas).length === 0 ? {} : { quotas: { ...DEFAULT_QUOTAS, ...quotas } }),
    ...(request.confirmCost === undefined ? {} : { confirmCost: request.confirmCost }),
    ...(request.onStart === undefined ? {} : { onStart: request.onStart }),
    ...(credentials === undefined ? {} : { credentials }),
    costs: limits.costs ?? true,
    ...(request.priceCache === undefined ? {} : { priceCache: request.priceCache }),
    onProgress: ({ callsDone, estimate }) => onProgress(callsDone, estimate.calls),
  });
  if (!collected.accountIsKnown) {
    const { account, deployment } = request.contract;
    request.progress(
      `    nothing told whose account was read: these are plain keys. ${deployment} is in ${account}; compare: aws sts get-caller-identity`,
    );
  }
  return collected;
}

/** Reads series from CSV files instead of CloudWatch; everything else is as in {@link collectSnapshot}. */
export async function collectCsvSnapshot(request: Omit<CollectRequest, "onProgress">, directory: string): Promise<StoredSnapshot> {
  const { storeRoot, limits } = request;
  return collectFromCsv({
    ...(await knownFacts(request)),
    tags: unreadTags(request.contract),
    directory,
    storeRoot,
    ...(limits.days === undefined ? {} : { days: limits.days }),
  });
}

/** Reads saved answers of GetMetricData; everything else is as in {@link collectCsvSnapshot}. */
export async function collectJsonSnapshot(request: Omit<CollectRequest, "onProgress">, paths: readonly string[]): Promise<StoredSnapshot> {
  const { storeRoot, limits } = request;
  return collectFromJson({
    ...(await knownFacts(request)),
    tags: unreadTags(request.contract),
    paths,
    storeRoot,
    ...(limits.days === undefined ? {} : { days: limits.days }),
  });
}

async function knownFacts({ contract, overrides, journal, now, limits }: Omit<CollectRequest, "onProgress">) {
  const override = await readOverride(overrides, contract);
  const capacity = capacityHistory(journal.entries(), contract, override);
  // While a phase is open the file holds what is still to be applied.
  const applied = journal.state().open === undefined ? override.values : capacity.at(-1)?.values;
  return {
    contract: withSettings(contract, limits),
    current: { ...defaultsOf(contract.components), ...applied },
    capacity,
    pins: activePins(journal.state(), now()),
  };
}

export interface Analyzed {
  readonly recommendations: Recommendations;
  readonly files: readonly string[];
}

export interface AnalyzeRequest {
  readonly deployment: string;
  /** Folder of the stored snapshot. */
  readonly snapshot: string;
  /** Where the outputs go. */
  readonly out: string;
  readonly limits: RunLimits;
  readonly dryRun: boolean;
  readonly onComponent: OnComponent;
}

/**
 * Decides on a stored snapshot and writes the outputs, unless it is a dry run. Needs no AWS.
 * @throws InputError for a snapshot of another deployment or a region that it is not in, StoreError for a damaged one
 */
export async function analyzeSnapshot({ deployment, snapshot, out, limits, dryRun, onComponent }: AnalyzeRequest): Promise<Analyzed> {
  const { recommendations } = await analyzeStored(snapshot, {
    prepare: ({ contract, manifest }) => {
      if (contract.deployment !== deployment) {
        throw new InputError(`${snapshot} is a snapshot of ${contract.deployment}, not of ${deployment}`, {
          hint: `Name one of ${deployment} with --snapshot, or leave it out for the newest.`,
        });
      }
      return questionOf(contract, manifest, limits);
    },
    onComponent,
  });
  return { recommendations, files: dryRun ? [] : await writeOutputs(out, recommendations) };
}

export interface OptimizeRequest extends CollectRequest {
  /** Puts the snapshot where others find it, before anything is proposed that cites it. @default it stays in `storeRoot` */
  readonly keep?: (stored: StoredSnapshot) => Promise<unknown>;
  /** Where the outputs go. */
  readonly out: string;
  readonly dryRun: boolean;
  readonly onComponent: OnComponent;
}

export interface Optimized extends Analyzed {
  readonly snapshot: string;
  readonly proposal: Proposal;
}

/** The main job: collect, analyze, report, and propose the next phase's override. */
export async function optimize(request: OptimizeRequest): Promise<Optimized> {
  const { contract, progress, limits, out, dryRun, onComponent } = request;
  refuseWhileOpen(request);
  if (!dryRun) await pinHandEdits(request);
  progress(`1/4 Reading ${limits.days ?? contract.policy.lookBackDays} days of ${contract.deployment} from CloudWatch, and prices`);
  const stored = await collectSnapshot(request);
  await request.keep?.(stored);
  const { directory: snapshot } = stored;
  progress("2/4 Deciding: rules propose, guards judge every proposal on the replayed history");
  const analyzed = await analyzeSnapshot({ deployment: contract.deployment, snapshot, out, limits, dryRun: false, onComponent });
  progress(`3/4 Wrote ${analyzed.files.length} files to ${out}`);
  const proposal = await propose(request, analyzed.recommendations, dryRun);
  progress(`4/4 ${proposedText(proposal)}`);
  return { ...analyzed, snapshot, proposal };
}

/** What came of a proposal, in a few words. */
export const proposedText = (proposal: Proposal): string =>
  proposal.proposed ? `Proposed phase ${proposal.phase.number}, ${proposal.phase.name}` : `Nothing to propose: ${proposal.reason}`;
