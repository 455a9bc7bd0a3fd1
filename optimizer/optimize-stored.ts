import { canonicalJson, type DeploymentContract, defaultsOf, InputError, RefusedError, SECONDS_PER_DAY, type Values } from "../contract";
import { analyzeStored, type OnComponent } from "./analysis";
import { isoTime } from "./ledger";
import { type Optimized, proposedText } from "./optimize";
import { writeOutputs } from "./outputs";
import { capacityHistory, differences, readOverride } from "./overrides";
import { EVENT } from "./risk";
import { type ProposalContext, pinHandEdits, propose, refuseWhileOpen } from "./rollout";
import type { SnapshotFrame } from "./telemetry";
import type { CapacityChange } from "./telemetry/snapshot/types";
import { settingsOfPolicy } from "./what-if";

export interface OptimizeStoredRequest extends ProposalContext {
  /** Folder of the stored snapshot. */
  readonly snapshot: string;
  /** Where the outputs go. */
  readonly out: string;
  readonly dryRun: boolean;
  readonly onComponent: OnComponent;
}

/** A clock may be off by so much. */
const AHEAD_SECONDS = 3600;

/**
 * The main job on measurements that are there already: of files, of a bucket, of an earlier run. Asks AWS nothing. What is proposed rests
 * on that snapshot alone, and its receipt says so.
 * @throws InputError for a snapshot of another deployment; RefusedError where what it was taken of is not what is deployed and judged
 * by now, or where it ended longer ago than the days that risk is stated for
 */
export async function optimizeStored(request: OptimizeStoredRequest): Promise<Optimized> {
  const { contract, overrides, journal, snapshot, out, dryRun, onComponent, progress, now } = request;
  refuseWhileOpen(request);
  const override = await readOverride(overrides, contract);
  progress("1/3 Deciding: rules propose, guards judge every proposal on the replayed history");
  const { recommendations } = await analyzeStored(snapshot, {
    prepare: (frame) => {
      assertSame(frame, contract, {
        values: { ...defaultsOf(contract.components), ...override.values },
        turned: capacityHistory(journal.entries(), contract, override),
      });
      assertAge(frame, contract, now());
      return {};
    },
    onComponent,
  });
  const files = await writeOutputs(out, recommendations);
  progress(`2/3 Wrote ${files.length} files to ${out}`);
  if (!dryRun) await pinHandEdits(request);
  const proposal = await propose(request, recommendations, dryRun);
  progress(`3/3 ${proposedText(proposal)}`);
  return { recommendations, files, snapshot, proposal };
}

/** All of the policy but what a run may set for itself. */
const judgedBy = ({
  policy: { lookBackDays: _days, minConfidence: _confidence, rules, ...policy },
}: Pick<DeploymentContract, "policy">): string =>
  canonicalJson({
    ...policy,
    rules: Object.fromEntries(Object.entries(rules).map(([name, { optedIn: _opted, ...rest }]) => [name, rest])),
  });

/** What a run set for itself is part of its snapshot, with what the policy had in its place; the policy has to have it still. */
function policyProblems(then: DeploymentContract, contract: DeploymentContract): readonly string[] {
  const [was, is] = [settingsOfPolicy(then), settingsOfPolicy(contract)];
  const shown = (names: readonly string[]): string => (names.length === 0 ? "none" : names.join(", "));
  const changed = [
    ...(was.lookBackDays === is.lookBackDays ? [] : [`lookBackDays was ${was.lookBackDays} and is ${is.lookBackDays}`]),
    ...(was.minConfidence === is.minConfidence ? [] : [`minConfidence was ${was.minConfidence} and is ${is.minConfidence}`]),
    ...(shown(was.optIns) === shown(is.optIns) ? [] : [`opt-ins were ${shown(was.optIns)} and are ${shown(is.optIns)}`]),
  ];
  return [
    ...(judgedBy(then) === judgedBy(contract) ? [] : ["the policy has changed since"]),
    ...changed.map((what) => `the policy has changed since: ${what}`),
  ];
}

interface Present {
  readonly values: Values;
  readonly turned: readonly CapacityChange[];
}

function assertSame(
  { contract: then, current, manifest: { endEpoch } }: Pick<SnapshotFrame, "contract" | "current" | "manifest">,
  contract: DeploymentContract,
  { values, turned }: Present,
): void {
  const { deployment } = contract;
  if (then.deployment !== deployment) {
    throw new InputError(`The snapshot is of ${then.deployment}, not of ${deployment}`, {
      hint: `Name one of ${deployment} with --snapshot.`,
    });
  }
  const changed = differences(current, values);
  // Turned back, sizes are as they were, and that they were turned back is what nobody may forget.
  const since = changed.length > 0 ? undefined : turned.findLast(({ atEpoch }) => atEpoch > endEpoch);
  const problems = [
    ...(then.account === contract.account ? [] : [`it is of account ${then.account}, and ${deployment} is in ${contract.account}`]),
    ...(canonicalJson(then.components) === canonicalJson(contract.components) ? [] : ["components or their tunables have changed since"]),
    ...policyProblems(then, contract),
    ...(then.policy.minConfidence >= contract.policy.minConfidence
      ? []
      : [`it asks for confidence ${then.policy.minConfidence} only, and the policy for ${contract.policy.minConfidence}`]),
    ...changed.map((name) => `${name} was ${JSON.stringify(current[name])} and is ${JSON.stringify(values[name])}`),
    ...(since === undefined ? [] : [`sizes were turned at ${isoTime(since.atEpoch)}, after it ended, and what came of it is not in it`]),
  ];
  if (problems.length === 0) return;
  throw new RefusedError(`The snapshot is not of ${deployment} as it is now: nothing is proposed on it`, {
    problems,
    hint: `Collect again, or look at it all the same with trimtab analyze ${deployment} --snapshot.`,
  });
}

function assertAge(
  { manifest: { endEpoch } }: Pick<SnapshotFrame, "manifest">,
  { deployment }: DeploymentContract,
  nowEpoch: number,
): void {
  const days = Math.floor((nowEpoch - endEpoch) / SECONDS_PER_DAY);
  if (endEpoch > nowEpoch + AHEAD_SECONDS) {
    throw new RefusedError(`The snapshot ends at ${isoTime(endEpoch)}, which is still to come`, {
      hint: "Correct the clock, or the times in the files; for a rehearsal against a simulator, give its time with --now.",
    });
  }
  // The risk that it states was of these days.
  if (nowEpoch - endEpoch <= EVENT.horizonDays * SECONDS_PER_DAY) return;
  throw new RefusedError(
    `The snapshot ended ${days} days ago: risk was stated for the ${EVENT.horizonDays} days after it, and nothing is proposed on what is older`,
    {
      hint: `Collect again, or look at it all the same with trimtab analyze ${deployment} --snapshot.`,
    },
  );
}
