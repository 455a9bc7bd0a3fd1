import { type Optimized, optimize, type RunLimits } from "../optimizer/optimize";
import { type CollectInput, costConfirmation, startText } from "./collect-options";
import { priceCacheOf } from "./money-options";
import type { Project } from "./project";
import { credentialsOf, type RoleInput } from "./read-role";
import { proposalContext, type Subject } from "./rollout-context";
import { limitsOf } from "./run-limits";
import type { Terminal } from "./terminal";

export interface OptimizeInput extends Subject, CollectInput, RoleInput {
  readonly "dry-run": boolean;
  readonly days?: RunLimits["days"] | undefined;
  readonly confidence?: RunLimits["confidence"] | undefined;
  readonly region?: RunLimits["region"] | undefined;
  readonly "max-api-cost"?: RunLimits["maxApiCostUsd"] | undefined;
  readonly costs?: RunLimits["costs"] | undefined;
  readonly detail?: RunLimits["detail"] | undefined;
}

/** Puts the main job together: the one way to it, for `optimize` and `demo` alike. */
export async function runOptimize(project: Project, input: OptimizeInput, terminal: Terminal): Promise<Optimized> {
  const proposal = await proposalContext(project, input, terminal);
  return optimize({
    ...proposal,
    ...credentialsOf(project, proposal.contract, input),
    storeRoot: project.snapshots,
    out: project.out(input.deployment),
    limits: limitsOf(project, input),
    priceCache: priceCacheOf(project),
    ...costConfirmation(),
    onStart: (start) => terminal.step(startText(start)),
    dryRun: input["dry-run"],
    onProgress: (done, total) => terminal.advance(done, total),
    onComponent: (done, total, component) => terminal.advance(done, total, component),
  });
}
