import { canonicalJson, type DeploymentContract, type Kind, type Slo } from "../../contract";
import { type Dimension, type KindModel, modelOf, type Study } from "../kinds";
import { isMissing } from "../statistics/missing";
import { hoursBefore } from "../telemetry/snapshot/hours-before";
import type { Snapshot } from "../telemetry/snapshot/types";
import { type AddedReads, withReads } from "./added-reads";
import { type Unheard, unheard } from "./hearing";
import { type ComponentHistory, componentHistory } from "./history";
import { type LatencyModel, latencyModel } from "./latency";
import { localDays } from "./local-days";
import { localWeeks } from "./local-weeks";
import { type RecurringGap, recurringGap } from "./recurring-gap";
import type { Settings } from "./settings";
import { knownShare, silenceOf } from "./silence";
import { minutesOf, type Tiers } from "./tiers";
import { type Firing, firings, indicator } from "./triggers";

/** What is known of the stack as a whole, read once: of the components that {@link stackComponents} names. */
export interface StackEvidence {
  readonly contract: DeploymentContract;
  readonly dayOf: (epoch: number) => number;
  readonly firings: readonly Firing[];
  /** Scale-up triggers that may be met without anybody hearing of it. */
  readonly unheard: readonly Unheard[];
  readonly latencySlos: readonly {
    readonly slo: Slo;
    readonly latency: Tiers;
    readonly known: number | undefined;
    readonly gap: RecurringGap | undefined;
  }[];
}

/** Everything that rules and guards may know of one component. */
export interface Evidence extends ComponentHistory {
  readonly kind: Kind;
  readonly model: KindModel;
  readonly study: Study;
  /** Need in the hours before the window; empty where none were read. It may veto, never permit. */
  needBefore(settings: Settings): readonly Dimension[];
  readonly dayOf: (epoch: number) => number;
  /** Last firings of the stack's scale-up triggers. */
  readonly firings: readonly Firing[];
  /** Those of them that may be met without anybody hearing of it. */
  readonly unheard: readonly Unheard[];
  readonly latencySlos: readonly Slo[];
  /** By objective, the share of the minutes with requests whose latency is known; absent where none is. */
  readonly latencyKnown: ReadonlyMap<string, number>;
  /** By objective, when its latency is mostly not known though there are requests; absent where there is no such time. */
  readonly latencyGaps: ReadonlyMap<string, RecurringGap>;
  /** One per latency objective; `undefined` in place of one of which no minute is known. */
  latencyModels(): readonly (LatencyModel | undefined)[];
  /** Whether some phase of the policy turns the tunable. */
  turns(tunable: string): boolean;
}

/** The components whose measurements every decision looks at: those with a latency objective or a scale-up trigger. */
export const stackComponents = ({ policy, components }: DeploymentContract): readonly string[] =>
  [...new Set([...policy.slos, ...policy.scaleUpTriggers].map(({ component }) => component))].filter((name) => name in components).sort();

/** @param snapshot may hold the series of {@link stackComponents} alone */
export function stackEvidence(snapshot: Snapshot): StackEvidence {
  const { contract } = snapshot;
  const { policy, components } = contract;
  return {
    contract,
    dayOf: localDays(policy.timeZone),
    firings: firings(snapshot, policy.scaleUpTriggers),
    unheard: unheard(snapshot, policy.scaleUpTriggers),
    latencySlos: policy.slos
      .filter((slo) => slo.unit === "milliseconds")
      .map((slo) => {
        if (components[slo.component] === undefined) return { slo, latency: [], known: undefined, gap: undefined };
        const history = componentHistory(snapshot, slo.component);
        const latency = indicator(history, slo);
        const isEverKnown = minutesOf(latency)?.values.some((value) => !isMissing(value)) === true;
        if (!isEverKnown) return { slo, latency, known: undefined, gap: undefined };
        const silence = silenceOf(history, slo);
        return {
          slo,
          latency,
          known: knownShare(latency, silence),
          gap: recurringGap(latency, localWeeks(policy.timeZone), policy.guards.maxRecurringGap, silence),
        };
      }),
  };
}

/**
 * @param snapshot may hold the series of this component alone
 * @param reads what comes on top of all that it did
 * @returns undefined for a kind that has no model yet
 */
export function evidenceOf(stack: StackEvidence, snapshot: Snapshot, component: string, reads?: AddedReads): Evidence | undefined {
  const history = componentHistory(snapshot, component);
  const model = modelOf(history.definition.kind);
  if (model === undefined) return undefined;
  const measured = remembering(model.study(history));
  const study = reads === undefined ? measured : remembering(withReads(measured, reads));
  const { policy, current, capacity } = history;
  let models: readonly (LatencyModel | undefined)[] | undefined;
  let before: Study | null | undefined;
  return {
    ...history,
    kind: history.definition.kind,
    model,
    study,
    needBefore: (settings) => {
      if (before === undefined) {
        const earlier = hoursBefore(snapshot);
        before = earlier === undefined ? null : model.study(componentHistory(earlier, component), history);
      }
      return before?.need(settings) ?? [];
    },
    dayOf: stack.dayOf,
    firings: stack.firings,
    unheard: stack.unheard,
    latencySlos: stack.latencySlos.map(({ slo }) => slo),
    latencyKnown: new Map(stack.latencySlos.flatMap(({ slo, known }) => (known === undefined ? [] : [[slo.name, known] as const]))),
    latencyGaps: new Map(stack.latencySlos.flatMap(({ slo, gap }) => (gap === undefined ? [] : [[slo.name, gap] as const]))),
    latencyModels: () => {
      models ??= stack.latencySlos.map(({ slo, latency }) =>
        latencyModel({
          slo,
          latency,
          measured,
          study,
          current,
          capacity,
          slows: slo.component === component ? study.slows : undefined,
          margin: policy.guards.sloMargin,
          dayOf: stack.dayOf,
        }),
      );
      return models;
    },
    turns: (tunable) =>
      policy.phases.some(({ turns }) =>
        turns.some((turn) => turn.component === component && turn.tunables.some((name) => name === "*" || name === tunable)),
      ),
  };
}

/** Candidates in a row are asked the same by several guards; each answer is as long as the window. */
const REMEMBERED = 3;

function remembering(study: Study): Study {
  const recent = <T>(compute: (settings: Settings) => T, remembered: number) => {
    const known = new Map<string, T>();
    return (settings: Settings): T => {
      const key = canonicalJson(settings);
      const found = known.get(key);
      if (found !== undefined) return found;
      const value = compute(settings);
      known.set(key, value);
      const [oldest] = known.keys();
      if (known.size > remembered && oldest !== undefined) known.delete(oldest);
      return value;
    };
  };
  return {
    ...study,
    need: recent((settings) => study.need(settings), REMEMBERED),
    queues: recent((settings) => study.queues(settings), REMEMBERED),
    // A bill is a few lines, and every rule's candidates are put in its order.
    cost: recent((settings) => study.cost(settings), Number.POSITIVE_INFINITY),
  };
}
