import {
  canonicalJson,
  type DeploymentContract,
  defaultsOf,
  type Receipt,
  RefusedError,
  sameValue,
  type Values,
  variablesOf,
  whatIfsOf,
  whatIfText,
} from "../../contract";
import { activePins, isoTime, type Pin } from "../ledger";
import {
  applyDeltas,
  type Edit,
  editsOf,
  handEditPin,
  type Override,
  overridePaths,
  type ReceiptFacts,
  readOverride,
  renderOverride,
  sha256,
  writeOverride,
} from "../overrides";
import { dollarsOf } from "../plan/dollars";
import type { Delta, Recommendations } from "../plan/recommendation";
import type { ProposalContext } from "./context";
import { finishFolding } from "./interrupted";

interface PhaseName {
  readonly number: number;
  readonly name: string;
}

export type Proposal =
  | { readonly proposed: false; readonly reason: string }
  | {
      readonly proposed: true;
      readonly phase: PhaseName;
      /** Phases of the policy before it, which have nothing that may be turned now, with why. */
      readonly before: readonly (PhaseName & { readonly why: string })[];
      readonly steps: readonly (readonly Delta[])[];
      /** Paths of the files that were written; none on a dry run. */
      readonly files: readonly string[];
      /** Variables that were left out because they, or other sizes that were judged together with them, are pinned. */
      readonly pinned: readonly string[];
    };

/** What people changed in the override by hand, and every pin that holds with it. */
export interface FoundEdits {
  readonly edits: readonly Edit[];
  readonly pins: Readonly<Record<string, Pin>>;
}

/**
 * Finds what people changed in the override by hand and nobody has pinned yet; writes nothing.
 * @param pending deltas of the open phase that are still to be applied: a file that holds their values already is the reviewed
 * proposal, restored, and no edit
 */
export function findHandEdits({ contract, journal, now }: ProposalContext, override: Override, pending: readonly Delta[] = []): FoundEdits {
  const state = journal.state();
  const pins = activePins(state, now());
  const defaults = defaultsOf(contract.components);
  const isProposal = ({ variable, to }: Edit) =>
    pending.some((delta) => delta.variable === variable && sameValue(delta.to, to ?? defaults[variable]));
  const edits = editsOf(override, state, contract).filter((edit) => pins[edit.variable] === undefined && !isProposal(edit));
  return { edits, pins: { ...pins, ...Object.fromEntries(edits.map((edit) => [edit.variable, handEditPin(edit, now())])) } };
}

/** Writes edits down as pins, so that no decision touches them. */
export async function recordPins({ journal }: ProposalContext, { edits, pins }: FoundEdits): Promise<void> {
  for (const { variable } of edits) {
    const pin = pins[variable];
    if (pin === undefined) continue;
    await journal.record({ type: "pinned", variable, reason: pin.reason, expires: isoTime(pin.expiresEpoch) });
  }
}

/** Finds what people changed by hand and pins it. @param pending as in {@link findHandEdits} */
export async function pinHandEdits(context: ProposalContext, pending: readonly Delta[] = []): Promise<void> {
  await finishFolding(context);
  await recordPins(context, findHandEdits(context, await readOverride(context.overrides, context.contract), pending));
}

/** @throws RefusedError while a phase is open: one at a time, or nobody could tell which of two hurt */
export function refuseWhileOpen({ journal, contract: { deployment } }: Pick<ProposalContext, "journal" | "contract">): void {
  const { open } = journal.state();
  if (open === undefined) return;
  throw new RefusedError(`Phase ${open.phase} of ${deployment} is still open`, {
    hint: `See where it stands with: trimtab rollout status ${deployment}. Finish it (rollout apply, observe, promote) or turn it back (rollout rollback) first.`,
  });
}

/** Proposes the first phase that has something to change: its ledger event, its override and its receipt. */
export async function propose(context: ProposalContext, recommendations: Recommendations, dryRun: boolean): Promise<Proposal> {
  const { contract, overrides, journal, now, trimtabVersion } = context;
  refuseWhileOpen(context);
  const refused = refusalOf(recommendations, contract);
  if (refused !== undefined) return { proposed: false, reason: refused };
  const pins = activePins(journal.state(), now());
  const all = recommendations.phases.flatMap(({ steps }) => steps.flat());
  const held = tornBy(pins, all, contract);
  const phase = recommendations.phases.find(({ steps }) => steps.flat().some((delta) => !held.includes(delta)));
  if (phase === undefined) return { proposed: false, reason: whyNothing(recommendations) };

  const pinned = phase.steps.flat().flatMap((delta) => (held.includes(delta) ? [delta.variable] : []));
  const steps = phase.steps.map((deltas) => deltas.filter((delta) => !held.includes(delta))).filter((deltas) => deltas.length > 0);
  const override = await readOverride(overrides, contract);
  const values = applyDeltas(override.values, steps.flat());
  const defaults = defaultsOf(contract.components);
  const bytes = renderOverride(contract, values, { ...factsFor(recommendations, phase.number, override), trimtabVersion }, defaults);
  const described = {
    phase: { number: phase.number, name: phase.name },
    before: phasesBefore(phase.number, recommendations.phases, contract.policy.phases),
    steps,
    pinned,
  };
  if (dryRun) return { proposed: true, ...described, files: [] };

  await journal.record({
    type: "proposed",
    phase: phase.number,
    rollout: `${contract.deployment}-${String(journal.entries().length + 1).padStart(6, "0")}`,
    deltas: steps.flat(),
    steps,
    defaults: only(defaults, values),
    previousOverride: override.bytes.override,
    previousReceipt: override.bytes.receipt,
    reason: `phase ${phase.number} (${phase.name}) of snapshot ${recommendations.snapshot.hash}${asWhatIf(recommendations)}`,
    ...bytes,
  });
  await writeOverride(overrides, contract.deployment, bytes);
  return { proposed: true, ...described, files: Object.values(overridePaths(overrides, contract.deployment)) };
}

/** What is rolled out keeps to the evidence that the policy asks for: an option may ask for more of it, never for less. */
function refusalOf({ whatIf }: Recommendations, { policy: { minConfidence } }: Pick<DeploymentContract, "policy">): string | undefined {
  const { run = minConfidence } = whatIf?.minConfidence ?? {};
  return run >= minConfidence
    ? undefined
    : `it was decided with confidence ${run}, and the policy asks for ${minConfidence}; to roll that out, change minConfidence in the policy`;
}

/** A component's sizes were judged together (fewer instances because they are larger): where one is pinned, none of them is turned. */
export function tornBy(
  pins: Readonly<Record<string, Pin>>,
  deltas: readonly Delta[],
  { components }: Pick<DeploymentContract, "components">,
): readonly Delta[] {
  const variables = variablesOf(components);
  const componentOf = ({ variable }: Delta) => variables.get(variable)?.component;
  const pinned = new Set(deltas.filter(({ variable }) => pins[variable] !== undefined).map(componentOf));
  return deltas.filter((delta) => pinned.has(componentOf(delta)));
}

/** The policy's phases before the proposed one: each has no change, or only pinned ones. */
export function phasesBefore(
  number: number,
  changed: readonly { readonly number: number }[],
  named: readonly { readonly name: string }[],
): readonly (PhaseName & { readonly why: string })[] {
  return named.slice(0, number - 1).map(({ name }, index) => ({
    number: index + 1,
    name,
    why: changed.some((phase) => phase.number === index + 1)
      ? "all its changes are of components with a pinned size"
      : "no change is recommended in it",
  }));
}

export function whyNothing({
  scaleUp,
  recommendations,
  rejected,
  unchanged,
}: Pick<Recommendations, "scaleUp" | "recommendations" | "rejected" | "unchanged">): string {
  if (scaleUp.length > 0) return `a scale-up trigger was met (${scaleUp.map(({ trigger }) => trigger).join(", ")}): savings are withheld`;
  if (recommendations.length > 0) return "every component with a recommendation has a pinned size";
  const judged = new Set(rejected.map(({ component }) => component)).size;
  if (judged === 0) return `no component has a candidate (0 of ${unchanged.length}): each one's reason stands beside it`;
  const without = unchanged.length - judged;
  const others = without === 0 ? "" : `; ${without} more component${without === 1 ? " has" : "s have"} no candidate`;
  return `no change passes every guard (candidates of ${judged} component${judged === 1 ? "" : "s"} were judged${others})`;
}

const asWhatIf = ({ whatIf }: Recommendations): string => (whatIf === undefined ? "" : `, what-if: ${whatIfText(whatIf)}`);

/** An override is cumulative: it rests on what it rested on before, and on the weaker of the two sources. */
function factsFor(decided: Recommendations, phase: number, { receipt, values }: Override): ReceiptFacts {
  const { snapshot, model, recommendations, whatIf } = decided;
  const ids = recommendations.filter((each) => each.phase.number === phase).map(({ id }) => id);
  const before: Receipt | null = Object.keys(values).length > 0 ? receipt : null;
  const known = before === null ? [] : whatIfsOf(before);
  const earlierWhatIfs = [...new Map(known.map((each) => [canonicalJson(each), each])).values()];
  return {
    source: before?.source === "simulator" ? "simulator" : snapshot.source,
    snapshot: { hash: snapshot.hash, startEpoch: snapshot.startEpoch, endEpoch: snapshot.endEpoch },
    model,
    phase,
    recommendations: [...new Set([...(before?.recommendations ?? []), ...ids])],
    recommendationsSha256: sha256(canonicalJson(decided)),
    dollars: dollarsOf(decided),
    ...(whatIf === undefined ? {} : { whatIf }),
    ...(earlierWhatIfs.length === 0 ? {} : { earlierWhatIfs }),
  };
}

const only = (defaults: Values, values: Values): Values =>
  Object.fromEntries(Object.entries(defaults).filter(([variable]) => variable in values));
