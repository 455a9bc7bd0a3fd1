import type { DeploymentContract, Kind } from "../../../contract";
import type { AddedReads, Evidence } from "../../evidence";
import type { Recommendation, Verdict } from "../../plan/recommendation";
import type { Step } from "../../plan/steps";

/** What a cache passes on once a phase is through. */
export interface PassedOn {
  /** From 0. */
  readonly phase: number;
  readonly reads: AddedReads;
}

/** One component of the deployment with what was decided on it alone. */
export interface Member {
  readonly component: string;
  readonly kind: Kind;
  readonly region: string;
  /** Absent where it stays as it is. */
  readonly recommendation: Recommendation | undefined;
  /** What it does to the policy's objectives of latency after the first. @default there is no other */
  readonly furtherSlos?: readonly Recommendation["slo"][];
  readonly steps: readonly Step[];
  readonly passesOn: readonly PassedOn[];
  /** Of a component that others' reads may be passed on to, with these on top; undefined for a kind that has no model. */
  evidence(reads: AddedReads): Evidence | undefined;
}

/** Everything that was chosen, each choice good by itself. */
export interface ChosenSet {
  readonly contract: DeploymentContract;
  readonly members: readonly Member[];
}

export interface JointVerdict {
  /** Whose choice it is about: the one that gives way, where it does not pass. */
  readonly component: string;
  readonly verdict: Verdict;
}

/** Says whether choices that are good each by itself are good together, once every phase of the rollout is through. */
export interface JointGuard {
  readonly name: string;
  judge(set: ChosenSet): readonly JointVerdict[];
}
