import type { DeploymentContract } from "../../contract";
import type { Cost, Recommendations } from "./recommendation";
import { totalsOf } from "./totals";

interface Decided {
  readonly component: string;
  readonly recommendation?: object;
  readonly cost?: { readonly before: Cost; readonly after: Cost };
}

/**
 * What each region's components cost, now and with every recommendation in place; in the deployment's order of regions, the first its
 * primary. What a component has in other regions is counted where the component is. Nothing for a deployment in one region.
 */
export function byRegion(
  { regions, inventory }: Pick<DeploymentContract, "regions" | "inventory">,
  outcomes: readonly Decided[],
): Recommendations["regions"] {
  const regionOf = ({ component }: Decided): string => inventory[component]?.region ?? regions[0] ?? "";
  const present = [...new Set([...regions, ...outcomes.map(regionOf)])]
    .map((region) => ({ region, of: outcomes.filter((outcome) => regionOf(outcome) === region) }))
    .filter(({ of }) => of.length > 0);
  if (present.length < 2) return undefined;
  return present.map(({ region, of }) => {
    const { monthlyBeforeUsd, monthlyAfterUsd, unpriced } = totalsOf(
      of.flatMap(({ component, cost }) => (cost === undefined ? [] : [{ component, ...cost }])),
    );
    return {
      region,
      components: of.map(({ component }) => component),
      turned: of.filter(({ recommendation }) => recommendation !== undefined).map(({ component }) => component),
      monthlyBeforeUsd,
      monthlyAfterUsd,
      unpriced: unpriced.length,
    };
  });
}
