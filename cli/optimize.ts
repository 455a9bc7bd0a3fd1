import { type Optimized, optimize, type RunLimits } from "../optimizer/optimize";
import { priceCacheOf } from "./money-options";
import type { Project } from "./project";
import { proposalContext, type Subject } from "./rollout-context";
import { limitsOf } from "./run-limits";
import type { Terminal } from "./terminal";

export interface OptimizeInput extends Subject {
  readonly "dry-run": boolean;
  readonly days?: RunLimits["days"] | undefined;
  readonly confidence?: RunLimits["confidence"] | undefined;
  readonly region?: RunLimits["region"] | undefined;
  readonly "max-api-cost"?: RunLimits["maxApiCostUsd"] | undefined;
  readonly costs?: RunLimits["costs"] | undefined;
}

/** Puts the main job together: the one way to it, for `optimize` and `demo` alike. */
export async function runOptimize(project: Project, input: OptimizeInput, terminal: Terminal): Promise<Optimized> {
  return optimize({
    ...(await proposalContext(project, input, terminal)),
    storeRoot: project.snapshots,
    out: project.out(input.deployment),
    limits: limitsOf(input),
    priceCache: priceCacheOf(project),
    dryRun: input["dry-run"],
    onProgress: (done, total) => terminal.advance(done, total),
    onComponent: (done, total, component) => terminal.advance(done, total, component),
  });
}
