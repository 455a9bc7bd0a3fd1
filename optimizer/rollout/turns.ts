import { type Change, changeOf, type DeploymentContract, type Kind, variablesOf } from "../../contract";
import type { Delta } from "../plan/recommendation";

/** A delta with all that the contract and the change table say of it. */
export interface Turn {
  readonly delta: Delta;
  readonly component: string;
  readonly kind: Kind;
  readonly tunable: string;
  readonly change: Change;
}

/** Deltas on variables that the contract no longer declares are left out: nothing can be turned there. */
export function turnsOf(deltas: readonly Delta[], { components }: Pick<DeploymentContract, "components">): readonly Turn[] {
  const variables = variablesOf(components);
  return deltas.flatMap((delta) => {
    const origin = variables.get(delta.variable);
    const component = origin && components[origin.component];
    if (origin === undefined || component === undefined) return [];
    const { tunable } = origin;
    return [
      {
        delta,
        component: origin.component,
        kind: component.kind,
        tunable,
        change: changeOf(component.kind, tunable, delta.from, delta.to),
      },
    ];
  });
}

export const inverted = (deltas: readonly Delta[]): readonly Delta[] =>
  deltas.map(({ variable, from, to }) => ({ variable, from: to, to: from }));

/** `order_service_min_size: 15 → 6` */
export const deltaLine = ({ variable, from, to }: Delta): string => `${variable}: ${JSON.stringify(from)} → ${JSON.stringify(to)}`;
