import { type DeploymentContract, defaultsOf, sameValue, type Values } from "../../contract";
import type { Settings } from "../evidence";
import { saving } from "../money";
import { inBestOrder } from "./order";
import type { Delta, Recommendation, Recommendations } from "./recommendation";
import { positionOf, type Step } from "./steps";
import { weighed } from "./worth";

type PlannedPhase = Recommendations["phases"][number];

/**
 * The policy's phases that have something to do. Steps come by what they save for their disruption, and within a component in its own order;
 * `values` is the whole override once the phase is through.
 */
export function phasesOf(contract: DeploymentContract, current: Values, steps: readonly Step[]): readonly PlannedPhase[] {
  const { policy, components } = contract;
  const defaults = defaultsOf(components);
  const byPhase = stepsByPhase(contract, steps);
  let values: Values = Object.fromEntries(Object.entries(current).filter(([name, value]) => !sameValue(defaults[name], value)));
  return policy.phases.flatMap(({ name }, index): readonly PlannedPhase[] => {
    const within = byPhase[index] ?? [];
    if (within.length === 0) return [];
    const deltas: readonly Delta[] = within.flatMap((step) => step.deltas);
    values = { ...values, ...Object.fromEntries(deltas.map(({ variable, to }) => [variable, to])) };
    return [{ number: index + 1, name, steps: within.map((step) => step.deltas), values: sorted(values) }];
  });
}

/** Every step in the order in which it is carried out, by the policy's phases. */
export function stepsByPhase(
  contract: Pick<DeploymentContract, "policy" | "components">,
  steps: readonly Step[],
): readonly (readonly Step[])[] {
  const placed = placedIn(contract, steps);
  return contract.policy.phases.map((_, index) => {
    const within = placed.filter(({ phase }) => phase === index).sort((a, b) => a.turn - b.turn);
    return inBestOrder(
      within.map(({ step }) => step),
      contract,
    );
  });
}

/** What steps of one component have made of its settings once a phase is through; undefined where none has been made by then. @param phase from 0 */
export const settingsThrough = (contract: DeploymentContract, steps: readonly Step[], phase: number): Settings | undefined =>
  placedIn(contract, steps).findLast((placed) => placed.phase <= phase)?.step.after;

function placedIn({ policy }: Pick<DeploymentContract, "policy">, steps: readonly Step[]) {
  const reached = new Map<string, number>();
  return steps.flatMap((step) => {
    const positions = step.tunables.flatMap((tunable) => positionOf(policy, step.component, tunable) ?? []);
    const [first] = positions;
    if (first === undefined) return [];
    // No step overtakes an earlier one of its component into an earlier phase.
    const phase = Math.max(reached.get(step.component) ?? 0, ...positions.map((position) => position.phase));
    reached.set(step.component, phase);
    return [{ step, phase, turn: first.turn }];
  });
}

const sorted = (values: Values): Values => Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));

const disruptionOf = ({ disruption: { effect, minutes } }: Recommendation): number => weighed(effect, minutes);

/** (Monthly saving × P(kept)) / disruption, by phase: what brings most for the least trouble stands first (method §6). */
export function inOrder(recommendations: readonly Recommendation[]): readonly Recommendation[] {
  const worth = (recommendation: Recommendation): number => {
    const { before, after, risk } = recommendation;
    return ((saving(before, after) ?? 0) * (1 - (risk ?? 0))) / disruptionOf(recommendation);
  };
  return [...recommendations].sort(
    (a, b) => a.phase.number - b.phase.number || worth(b) - worth(a) || (a.component < b.component ? -1 : 1),
  );
}
