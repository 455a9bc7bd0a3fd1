import { canonicalJson, type DeploymentContract, InputError, type WhatIf } from "../contract";
import type { Question } from "./analysis/question";
import { optedIn, optInsOf } from "./rules";
import type { SnapshotManifest } from "./telemetry";
import { reachesBack } from "./telemetry/snapshot/last-days";

/** What a person may set for one run, in place of the policy's: what is decided with it is a what-if. */
export interface Settings {
  readonly days?: number;
  readonly confidence?: number;
  /** Names of opt-in rules of the policy that are taken for this run. */
  readonly optIns?: readonly string[];
  readonly region?: string;
}

function assertRegion({ deployment, regions }: DeploymentContract, region: string | undefined): void {
  if (region === undefined || regions.includes(region)) return;
  throw new InputError(`${deployment} has nothing in ${region}`, { hint: `Its regions are ${regions.join(", ")}.` });
}

/**
 * The contract to decide by. A run's own settings become part of what its snapshot records, with what the policy has in their place, so that
 * the same snapshot always gives the same answer and says by what.
 * @throws InputError for a region that the deployment is not in, or an opt-in that its policy does not name
 */
export function withSettings(contract: DeploymentContract, { days, confidence, region, optIns = [] }: Settings): DeploymentContract {
  assertRegion(contract, region);
  const { whatIf: _before, ...own } = contract;
  const asked: DeploymentContract = {
    ...own,
    ...(region === undefined ? {} : { regions: [region] }),
    policy: {
      ...own.policy,
      ...(days === undefined ? {} : { lookBackDays: days }),
      ...(confidence === undefined ? {} : { minConfidence: confidence }),
      ...(optIns.length === 0 ? {} : { rules: optedIn(own.policy.rules, optIns) }),
    },
  };
  const whatIf = whatIfOf(contract, asked);
  return whatIf === undefined ? asked : { ...asked, whatIf };
}

/** What a run may set for itself, as the deployment's own policy has it: a contract that was asked to depart from it remembers that. */
export function settingsOfPolicy({ policy, regions, whatIf = {} }: DeploymentContract) {
  return {
    lookBackDays: whatIf.lookBackDays?.policy ?? policy.lookBackDays,
    minConfidence: whatIf.minConfidence?.policy ?? policy.minConfidence,
    optIns: whatIf.optIns?.policy ?? optInsOf(policy.rules),
    regions: whatIf.regions?.policy ?? regions,
  };
}

function whatIfOf(contract: DeploymentContract, asked: DeploymentContract): WhatIf | undefined {
  const differing = <T>(policy: T, run: T) => (canonicalJson(policy) === canonicalJson(run) ? undefined : { policy, run });
  const own = settingsOfPolicy(contract);
  const lookBackDays = differing(own.lookBackDays, asked.policy.lookBackDays);
  const minConfidence = differing(own.minConfidence, asked.policy.minConfidence);
  const optIns = differing(own.optIns, optInsOf(asked.policy.rules));
  const regions = differing(own.regions, asked.regions);
  const whatIf: WhatIf = {
    ...(lookBackDays === undefined ? {} : { lookBackDays }),
    ...(minConfidence === undefined ? {} : { minConfidence }),
    ...(optIns === undefined ? {} : { optIns }),
    ...(regions === undefined ? {} : { regions }),
  };
  return Object.keys(whatIf).length === 0 ? undefined : whatIf;
}

/** What is asked of a stored snapshot with these settings; days that it does not hold are none to leave out. */
export function questionOf(
  contract: DeploymentContract,
  manifest: Pick<SnapshotManifest, "startEpoch" | "endEpoch">,
  { days, ...settings }: Settings,
): Omit<Question, "directory"> {
  if (days === undefined || !reachesBack(manifest, days)) return { contract: withSettings(contract, settings) };
  return { days, contract: withSettings(contract, { ...settings, days }) };
}

/** The settings with which a run comes to a what-if again. @param own what the snapshot itself records */
export function settingsOf(whatIf: WhatIf, own: WhatIf = {}): Settings {
  const days = (whatIf.lookBackDays ?? own.lookBackDays)?.[whatIf.lookBackDays === undefined ? "policy" : "run"];
  const confidence = (whatIf.minConfidence ?? own.minConfidence)?.[whatIf.minConfidence === undefined ? "policy" : "run"];
  const [region] = whatIf.regions?.run ?? [];
  return {
    ...(days === undefined ? {} : { days }),
    ...(confidence === undefined ? {} : { confidence }),
    ...(whatIf.optIns === undefined ? {} : { optIns: whatIf.optIns.run }),
    ...(region === undefined ? {} : { region }),
  };
}
