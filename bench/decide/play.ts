import { changeOf, sameValue, shareOf, tunablesOf, type Values, variableOf } from "../../contract";
import { lastBurn, type MoveUp, scaleUpDecision } from "../../optimizer/scale-up";
import { tierGrid } from "../../optimizer/telemetry/snapshot";
import { measure } from "./measure";
import { firstMet, minutesOfIndicator, minutesOfObjective, missesOf } from "./objectives";
import { variablesOf } from "./settings";
import { type Change, capacityOf, type Trial, worldOf } from "./trial";

export const HORIZON_DAYS = 30;
const MINUTES_PER_DAY = 1440;
const MINUTE = 60;
const DAY = MINUTES_PER_DAY * MINUTE;

/** What became of sizes in the days after they were decided. */
export interface Played {
  /** Whether every objective's error budget of the horizon holds. */
  readonly kept: boolean;
  /** Minutes that missed, of the objective that missed most of its budget, and what its budget is. */
  readonly missed: number;
  readonly budget: number;
  /** Sizes that were in force, oldest first; the first from the decision on. */
  readonly changes: readonly Change[];
  readonly movesUp: readonly (Pick<MoveUp, "component" | "reason"> & { readonly atEpoch: number })[];
}

export interface PlayOptions {
  /** Whether capacity goes up where a trigger or a burning budget asks for it. */
  readonly scaleUp: boolean;
  /** Whether the rest need not be played once a budget is spent. @default false */
  readonly untilSpent?: boolean;
}

interface Range {
  readonly fromEpoch: number;
  readonly minutes: number;
}

/** Plays the scenario's next {@link HORIZON_DAYS} days with sizes that come into force at once. */
export function play(trial: Trial, values: Values, { scaleUp, untilSpent = false }: PlayOptions): Played {
  const { contract, nowEpoch } = trial;
  const { slos } = contract.policy;
  const minutes = HORIZON_DAYS * MINUTES_PER_DAY;
  const changes: Change[] = [{ atEpoch: nowEpoch, values }];
  const movesUp: Played["movesUp"][number][] = [];
  let world = worldOf(trial, changes);
  const look = (range: Range, day: number): void => {
    for (const [s, slo] of slos.entries()) indicators[s]?.set(minutesOfObjective(world, contract, slo, range), day * MINUTES_PER_DAY);
  };
  const indicators = slos.map(() => new Float64Array(minutes).fill(Number.NaN));
  const spent = (): boolean => slos.some((slo, s) => missesOf(indicators[s] ?? NOTHING, slo) > slo.errorBudget * minutes);
  for (let day = 0; day < HORIZON_DAYS; day++) {
    let from = 0;
    const range = { fromEpoch: nowEpoch + day * DAY, minutes: MINUTES_PER_DAY };
    for (;;) {
      look(range, day);
      if (!scaleUp) break;
      const at = firstCall(trial, world, indicators, range, from);
      if (at === undefined) break;
      const endEpoch = range.fromEpoch + (at + 1) * MINUTE;
      const moves = movesAt(trial, changes, endEpoch);
      from = at + CALL_AGAIN_MINUTES;
      if (moves.length > 0) {
        const before = changes.at(-1)?.values ?? values;
        const after = Object.assign({}, before, ...moves.map(({ component, to }) => variablesOf(contract, component, to)));
        const atEpoch = endEpoch + Math.max(...moves.map((move) => minutesUntil(trial, move, before))) * MINUTE;
        changes.push({ atEpoch, values: after });
        movesUp.push(...moves.map(({ component, reason }) => ({ component, reason, atEpoch })));
        world = worldOf(trial, changes);
        from = Math.max(from, Math.ceil((atEpoch - range.fromEpoch) / MINUTE));
      }
      if (from >= MINUTES_PER_DAY) {
        look(range, day);
        break;
      }
    }
    if (untilSpent && spent()) break;
  }
  const worst = slos
    .map((slo, s) => ({ missed: missesOf(indicators[s] ?? NOTHING, slo), budget: slo.errorBudget * minutes }))
    .sort((a, b) => b.missed / b.budget - a.missed / a.budget)[0] ?? { missed: 0, budget: 0 };
  return { kept: !spent(), ...worst, changes, movesUp };
}

const NOTHING = new Float64Array(0);
/** A decision to go up is asked for again after so long. */
const CALL_AGAIN_MINUTES = 15;
/** From the last minute that is measured to the beginning of an apply: CloudWatch's delay and Terraform's plan. */
const REACTION_MINUTES = 5;

/** First minute of a day at which a trigger is met or an error budget burns. */
function firstCall(
  { contract, nowEpoch }: Trial,
  world: ReturnType<typeof worldOf>,
  indicators: readonly Float64Array[],
  range: Range,
  from: number,
): number | undefined {
  const { scaleUpTriggers, slos, alerting } = contract.policy;
  const dayStart = (range.fromEpoch - nowEpoch) / MINUTE;
  const met = scaleUpTriggers.flatMap(
    (trigger) => firstMet(minutesOfIndicator(world, contract, trigger, range, shareOf(trigger.limit)), trigger, from) ?? [],
  );
  const burning = slos.flatMap((slo, s) => {
    const known = indicators[s] ?? NOTHING;
    return alerting.burnRates.flatMap((alert) => firstBurn(known, slo, alert, dayStart + from, dayStart + range.minutes) ?? []);
  });
  const all = [...met, ...burning.map((minute) => minute - dayStart)];
  return all.length === 0 ? undefined : Math.min(...all);
}

/** A budget can begin to burn only in a bad minute: only these are asked about. */
function firstBurn(
  values: Float64Array,
  slo: Trial["contract"]["policy"]["slos"][number],
  alert: Trial["contract"]["policy"]["alerting"]["burnRates"][number],
  from: number,
  to: number,
): number | undefined {
  const start = Math.max(0, from - alert.longWindowMinutes);
  for (let i = from; i < to; i++) {
    if (!((values[i] ?? Number.NaN) > slo.limit)) continue;
    if (lastBurn(values.subarray(start, i + 1), slo, alert) === i - start) return i;
  }
  return undefined;
}

/** What the optimizer's own decision says on the day before. */
function movesAt(trial: Trial, changes: readonly Change[], endEpoch: number): readonly MoveUp[] {
  const startEpoch = Math.max(endEpoch - DAY, trial.nowEpoch - DAY);
  const { contract, beside, values } = trial;
  const snapshot = measure({
    world: worldOf(trial, changes),
    contract,
    beside,
    window: { startEpoch, endEpoch, tiers: [tierGrid(MINUTE, startEpoch, endEpoch)], longHistory: undefined },
    current: changes.at(-1)?.values ?? values,
    capacity: capacityOf(trial, changes),
  });
  return scaleUpDecision(snapshot).moves;
}

/** Until a move up is in effect. */
function minutesUntil({ contract }: Trial, { component, to }: MoveUp, before: Values): number {
  const definition = contract.components[component];
  if (definition === undefined) return REACTION_MINUTES;
  const changed = [...tunablesOf(definition)].flatMap(([tunable, turned]) => {
    const [from, target] = [before[variableOf(component, tunable, turned)], to[tunable]];
    return from === undefined || target === undefined || sameValue(from, target)
      ? []
      : [changeOf(definition.kind, tunable, from, target).typicalMinutes];
  });
  return REACTION_MINUTES + changed.reduce((sum, each) => sum + each, 0);
}
