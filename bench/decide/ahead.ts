import type { Values } from "../../contract";
import { type Evidence, evidenceOf, type Settings, settingsOf, stackEvidence } from "../../optimizer/evidence";
import { type Commitments, commitmentsOf, saving, strandedMonthly, strandedOf } from "../../optimizer/money";
import type { Cost } from "../../optimizer/plan/recommendation";
import { type Snapshot, tierGrid } from "../../optimizer/telemetry/snapshot";
import { measure } from "./measure";
import { HORIZON_DAYS } from "./play";
import { type Change, capacityOf, type Trial, worldOf } from "./trial";

const DAY = 86_400;

/** What the next days would ask of sizes that nobody changes, known in advance. */
export interface Ahead {
  readonly snapshot: Snapshot;
  /** By component; of those that the optimizer can size. */
  readonly evidence: ReadonlyMap<string, Evidence>;
}

export function lookAhead(trial: Trial): Ahead {
  const { nowEpoch, contract, beside, values } = trial;
  const endEpoch = nowEpoch + HORIZON_DAYS * DAY;
  const snapshot = measure({
    world: worldOf(trial),
    contract,
    beside,
    window: { startEpoch: nowEpoch, endEpoch, tiers: [tierGrid(60, nowEpoch, endEpoch)], longHistory: undefined },
    current: values,
    capacity: capacityOf(trial),
  });
  const stack = stackEvidence(snapshot);
  const evidence = new Map<string, Evidence>();
  for (const component of Object.keys(contract.components).sort()) {
    const found = evidenceOf(stack, snapshot, component);
    if (found !== undefined) evidence.set(component, found);
  }
  return { snapshot, evidence };
}

/** Dollars a month that sizes save at what the days to come really use, less what they strand; what has no price saves nothing. */
export function savingOf(trial: Trial, { snapshot, evidence }: Ahead, values: Values): number {
  const changes = [...evidence].flatMap(([component, e]): readonly { readonly before: Cost; readonly after: Cost }[] => {
    const to: Settings = settingsOf(component, e.definition, values);
    const before = e.study.cost(e.current);
    const after = e.study.cost(to);
    return before.priced && after.priced ? [{ before, after }] : [];
  });
  const gross = changes.reduce((sum, { before, after }) => sum + (saving(before, after) ?? 0), 0);
  const commitments: Commitments | undefined = commitmentsOf(snapshot.costs, trial.beside.prices.prices, trial.nowEpoch);
  return commitments === undefined ? gross : gross - strandedMonthly(strandedOf(commitments, changes));
}

/** The same of sizes that became others on the way, by how long each was in force. */
export function savingOver(trial: Trial, ahead: Ahead, changes: readonly Change[]): number {
  const endEpoch = trial.nowEpoch + HORIZON_DAYS * DAY;
  return changes.reduce((sum, { atEpoch, values }, i) => {
    const until = Math.min(endEpoch, changes[i + 1]?.atEpoch ?? endEpoch);
    return sum + (Math.max(0, until - atEpoch) / (HORIZON_DAYS * DAY)) * savingOf(trial, ahead, values);
  }, 0);
}
