import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { deploymentPaths, endpointsAreLoopback, InputError, telemetryIsLoopback } from "../contract";
import { journalOf, openLedger } from "../optimizer/ledger";
import { cloudWatchEvidence, liveAccount, type ProposalContext, type RolloutContext, synthesize, terraformIn } from "../optimizer/rollout";
import { version } from "../package.json";
import { loadContract, type Project } from "./project";
import { credentialsOf } from "./read-role";
import type { Terminal } from "./terminal";

export interface Subject {
  readonly deployment: string;
  readonly overrides: string;
  /** ISO 8601; the present otherwise. */
  readonly now: string | undefined;
}

/** The clock of a run: the machine's, or a given moment from which it runs on. */
export function clockFrom(now: string | undefined): () => number {
  const shift = now === undefined ? 0 : Date.parse(now) - Date.now();
  return () => Math.floor((Date.now() + shift) / 1000);
}

const USUAL_OVERRIDES = "overrides";

/** A directory that was named and is not there counts as no override at all: a proposal makes it. */
export function overridesDirectory(root: string, named: string, warn: Terminal["warn"]): string {
  const directory = resolve(root, named);
  if (directory !== resolve(root, USUAL_OVERRIDES) && !existsSync(directory)) warn(`there is no directory of overrides ${directory} yet`);
  return directory;
}

export async function proposalContext(
  project: Project,
  { deployment, overrides, now }: Subject,
  terminal: Terminal,
): Promise<ProposalContext> {
  if (now !== undefined && !telemetryIsLoopback(process.env)) {
    throw new InputError("--now moves the clock of a rehearsal, and AWS's endpoints are not on this machine", {
      hint: "Leave --now out, or point AWS_ENDPOINT_URL_CLOUDWATCH to a stand-in here: trimtab simulate prints how.",
    });
  }
  const contract = await loadContract(project, deployment);
  const clock = clockFrom(now);
  const journal = journalOf(await openLedger(project.ledger, deployment), clock);
  return {
    contract,
    overrides: overridesDirectory(project.root, overrides, (text) => terminal.warn(text)),
    journal,
    now: clock,
    progress: (line) => terminal.step(line),
    trimtabVersion: version,
  };
}

export async function rolloutContext(project: Project, subject: Subject, terminal: Terminal): Promise<RolloutContext> {
  if (project.given !== undefined) {
    throw new InputError(`${project.given.file} is of a root module of your own: trimtab applies the stacks of its own repository only`, {
      hint: "Plan and apply the override as any file of variables: terraform plan -var-file=FILE; docs/own-hcl.md shows how.",
    });
  }
  const proposal = await proposalContext(project, subject, terminal);
  const { contract, progress } = proposal;
  const environment = process.env;
  const loopback = endpointsAreLoopback(environment);
  if (subject.now !== undefined && !loopback) {
    throw new InputError("--now moves the clock of a rehearsal: a rollout of an account keeps its freezes and windows by the present", {
      hint: "Leave --now out, or point AWS_ENDPOINT_URL to this machine.",
    });
  }
  const credentials = credentialsOf(project, contract, {});
  const sleep = async (seconds: number): Promise<void> => wait(seconds * 1000);
  const directory = join("cdktf.out", dirname(deploymentPaths(contract.deployment).autoTfvars));
  return {
    ...proposal,
    sleep,
    synthesize: (directory) => synthesize({ root: project.root, overrides: directory, environment }),
    terraform: terraformIn({ directory, environment, progress }),
    live: liveAccount({ contract, progress, sleep }),
    evidence: (triggers, window) => cloudWatchEvidence(contract, triggers, window, { nowEpoch: proposal.now(), ...credentials }),
    loopback,
  };
}
