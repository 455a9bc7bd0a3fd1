import type { DeploymentContract } from "../../contract";
import { modelOf } from "../kinds";
import type { Step } from "./steps";

/** Steps of one component within a phase, whose order is settled. */
interface Chain {
  readonly component: string;
  readonly steps: readonly Step[];
}

/**
 * Puts the steps of one phase in the order that brings most of the savings early: again and again the beginning of a component's steps that
 * saves most for its disruption, up to where it does (W. E. Smith, 1956, with chains after Sidney, 1975). Where that is the same, as with steps
 * up, the given order stays. A component's own steps keep theirs, and a cache that others are read through comes before what it reads from, where
 * the policy has it so.
 * @param steps in the order of the policy's turns
 */
export function inBestOrder(steps: readonly Step[], { components }: Pick<DeploymentContract, "components">): readonly Step[] {
  const readsFrom = (cache: string, store: string): boolean => {
    const [kind, of] = [components[cache]?.kind, components[store]?.kind];
    return kind !== undefined && of !== undefined && modelOf(kind)?.readsFrom?.includes(of) === true;
  };
  const ordered: Step[] = [];
  let chains: readonly Chain[] = [...new Set(steps.map(({ component }) => component))].map((component) => ({
    component,
    steps: steps.filter((step) => step.component === component),
  }));
  while (chains.length > 0) {
    const free = chains.filter((chain, i) => !chains.slice(0, i).some((before) => readsFrom(before.component, chain.component)));
    const best = free.map((chain) => ({ chain, ...beginningOf(chain) })).reduce((a, b) => (b.ratio > a.ratio ? b : a));
    ordered.push(...best.chain.steps.slice(0, best.length));
    chains = chains.flatMap((chain) => {
      if (chain !== best.chain) return [chain];
      const left = chain.steps.slice(best.length);
      return left.length === 0 ? [] : [{ ...chain, steps: left }];
    });
  }
  return ordered;
}

/** The beginning that saves most for its disruption, and its dollars a month for a minute of it; what saves nothing has 0, whatever it costs. */
function beginningOf({ steps }: Chain): { readonly length: number; readonly ratio: number } {
  let [saved, disruption] = [0, 0];
  let best = { length: 1, ratio: 0 };
  for (const [i, { worth }] of steps.entries()) {
    saved += worth?.savedUsd ?? 0;
    disruption += worth?.disruption ?? 0;
    const ratio = disruption > 0 ? Math.max(0, saved / disruption) : 0;
    if (ratio > best.ratio) best = { length: i + 1, ratio };
  }
  return best;
}
