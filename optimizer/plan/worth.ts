import { changeOf, EFFECTS } from "../../contract";
import type { Evidence, Settings } from "../evidence";
import { saving } from "../money";
import { atOnce, type Step, type Worth } from "./steps";

/**
 * What each step saves over the one before it, and its disruption: effect, duration and blast radius. What nothing uses has no blast
 * radius: however hard it is to bring back, nobody feels it going.
 * @param steps of one component, in the order in which they are carried out
 * @param unfelt tunables that take away what nothing uses
 */
export function withWorth(
  e: Pick<Evidence, "kind" | "current" | "study">,
  steps: readonly Step[],
  unfelt: readonly string[] = [],
): readonly Step[] {
  let before: Settings = e.current;
  return steps.map((step) => {
    const savedUsd = saving(e.study.cost(before), e.study.cost(step.after)) ?? 0;
    const settings = before;
    const disruption = atOnce(
      step.tunables.flatMap((tunable) => {
        const [from, to] = [settings[tunable], step.after[tunable]];
        if (from === undefined || to === undefined) return [];
        const { effect, typicalMinutes } = changeOf(e.kind, tunable, from, to);
        return [weighed(unfelt.includes(tunable) ? "online" : effect, typicalMinutes)];
      }),
    );
    before = step.after;
    const worth: Worth = { savedUsd, disruption };
    return { ...step, worth };
  });
}

const MILDEST_FIRST: readonly string[] = EFFECTS;

/** Minutes by how harsh they are. */
export const weighed = (effect: string, minutes: number): number => (1 + MILDEST_FIRST.indexOf(effect)) * Math.max(1, minutes);
