import { type Optimized, optimize, type RunLimits } from "../optimizer/optimize";
import { type OptimizeStoredRequest, optimizeStored } from "../optimizer/optimize-stored";
import { expectedSource, folderOf } from "../optimizer/telemetry";
import { type CollectInput, costConfirmation, startText } from "./collect-options";
import { priceCacheOf } from "./money-options";
import type { Project } from "./project";
import { credentialsOf, type RoleInput } from "./read-role";
import { proposalContext, type Subject } from "./rollout-context";
import { limitsOf } from "./run-limits";
import { fetchLatest, storeFor } from "./snapshot-choice";
import type { Terminal } from "./terminal";

export interface OptimizeInput extends Subject, CollectInput, RoleInput {
  readonly "dry-run": boolean;
  readonly store?: string | undefined;
  readonly days?: RunLimits["days"] | undefined;
  readonly confidence?: RunLimits["confidence"] | undefined;
  readonly "opt-in"?: RunLimits["optIns"] | undefined;
  readonly region?: RunLimits["region"] | undefined;
  readonly "max-api-cost"?: RunLimits["maxApiCostUsd"] | undefined;
  readonly costs?: RunLimits["costs"] | undefined;
  readonly detail?: RunLimits["detail"] | undefined;
}

/** Puts the main job together: the one way to it, for `optimize` and `demo` alike. */
export async function runOptimize(project: Project, input: OptimizeInput, terminal: Terminal): Promise<Optimized> {
  const source = expectedSource(process.env);
  const store = storeFor(project, input.store, source);
  const proposal = await proposalContext(project, input, terminal);
  if (input.full !== true) await fetchLatest(store, input.deployment, source, terminal);
  return optimize({
    ...proposal,
    ...credentialsOf(project, proposal.contract, input),
    ...outcomeOf(project, input, terminal),
    storeRoot: store.folder,
    keep: ({ directory, manifest }) => store.keep(directory, manifest),
    limits: limitsOf(project, input),
    priceCache: priceCacheOf(project),
    ...costConfirmation(),
    onStart: (start) => terminal.step(startText(start)),
    onProgress: (done, total) => terminal.advance(done, total),
  });
}

/** The same on a snapshot that is there already, of this machine or of a bucket. */
export async function runOptimizeStored(
  project: Project,
  input: Pick<OptimizeInput, "dry-run" | keyof Subject> & { readonly snapshot: string },
  terminal: Terminal,
): Promise<Optimized> {
  return optimizeStored({
    ...(await proposalContext(project, input, terminal)),
    ...outcomeOf(project, input, terminal),
    snapshot: await folderOf(input.snapshot, { downloads: project.fetched }),
  });
}

const outcomeOf = (
  project: Project,
  input: Pick<OptimizeInput, "deployment" | "dry-run">,
  terminal: Terminal,
): Pick<OptimizeStoredRequest, "out" | "dryRun" | "onComponent"> => ({
  out: project.out(input.deployment),
  dryRun: input["dry-run"],
  onComponent: (done, total, component) => terminal.advance(done, total, component),
});
