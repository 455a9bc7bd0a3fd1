import { type Evidence, type Settings, togetherReads } from "../../evidence";
import { modelOf } from "../../kinds";
import { settingsThrough } from "../../plan/phases";
import { proposal } from "../../plan/proposal";
import type { Verdict } from "../../plan/recommendation";
import { afterFailure } from "../after-failure";
import { backtest } from "../backtest";
import { type Guard, pass, reject } from "../guard";
import { headroom } from "../headroom";
import { latency } from "../latency";
import { risk } from "../risk";
import type { ChosenSet, JointGuard, JointVerdict, Member } from "./joint-guard";

const name = "cache-misses";

/** Guards that more reads can turn. */
const MEASURED: readonly Guard[] = [headroom, afterFailure, latency, backtest, risk];

/**
 * What a smaller cache no longer finds is read from the databases behind it: each of them is judged again with all of these reads, as it
 * stands after every phase. One that would not bear them at its present size tells against the cache; otherwise its own cut gives way.
 */
export const cacheMisses: JointGuard = {
  name,
  judge: (set) => {
    const caches = set.members.filter(isTurnedDownCache);
    const leaking = caches.filter(({ passesOn }) => passesOn.length > 0);
    const kept = caches
      .filter((cache) => !leaking.includes(cache))
      .map(({ component }) => ({
        component,
        verdict: pass(name, "all that it held fits what it becomes, growth included: nothing more is read from behind it", {
          addedReadsPerSecond: 0,
        }),
      }));
    return [
      ...kept,
      ...leaking.filter((cache) => !set.members.some((store) => isBehind(cache, store))).map(nobodyBehind),
      ...set.members.flatMap((store) =>
        judgeStore(
          set,
          store,
          leaking.filter((cache) => isBehind(cache, store)),
        ),
      ),
    ];
  },
};

const isTurnedDownCache = ({ kind, recommendation }: Member): boolean =>
  modelOf(kind)?.readsFrom !== undefined && recommendation?.direction === "down";

const isBehind = (cache: Member, store: Member): boolean =>
  cache.region === store.region && (modelOf(cache.kind)?.readsFrom ?? []).includes(store.kind);

/** No data, no change: a database that the contract does not name is read all the same. */
function nobodyBehind({ component, passesOn }: Member): JointVerdict {
  const addedReadsPerSecond = Math.max(...passesOn.map(({ reads }) => reads.mostPerSecond));
  const story = `up to ${Math.round(addedReadsPerSecond)} reads a second are no longer answered by ${component}`;
  return {
    component,
    verdict: reject(name, `${story}, and no component of its region is known to stand behind it`, { addedReadsPerSecond }),
  };
}

function judgeStore({ contract }: ChosenSet, store: Member, caches: readonly Member[]): readonly JointVerdict[] {
  const borne: JointVerdict[] = [];
  for (const [phase, { name: phaseName }] of contract.policy.phases.entries()) {
    const passing = caches.flatMap(({ component, passesOn }) =>
      passesOn.filter((each) => each.phase === phase).map(({ reads }) => ({ component, reads })),
    );
    const reads = togetherReads(passing.map((each) => each.reads));
    // The first of those that pass on as much.
    const [largest] = [...passing].sort((a, b) => b.reads.mostPerSecond - a.reads.mostPerSecond);
    if (reads === undefined || largest === undefined) continue;
    const numbers = { addedReadsPerSecond: reads.mostPerSecond, phase: phase + 1 };
    const story = `once phase ${phase + 1} (${phaseName}) is through, up to ${Math.round(reads.mostPerSecond)} reads a second that ${passing.map(({ component }) => component).join(" and ")} no longer answers go to ${store.component}`;
    const e = store.evidence(reads);
    if (e === undefined)
      return [{ component: largest.component, verdict: reject(name, `${story}, and nothing is known of what it bears`, numbers) }];
    const then = settingsThrough(contract, store.steps, phase);
    const refusal = refusing(e, then ?? e.current);
    if (refusal === undefined) {
      borne.push(
        ...[largest, ...(then === undefined ? [] : [store])].map(({ component }) => ({
          component,
          verdict: pass(name, `${story}, which bears them`, numbers),
        })),
      );
      continue;
    }
    const gives = then === undefined || refusing(e, e.current) !== undefined ? largest : store;
    const all = { ...numbers, ...refusal.numbers };
    return [{ component: gives.component, verdict: reject(name, `${story}; ${refusal.guard}: ${refusal.reason}`, all) }];
  }
  return borne;
}

/** The first guard that turns these settings down. */
function refusing(e: Evidence, to: Settings): Verdict | undefined {
  const asked = proposal(e, { rule: name, direction: "down", to, reason: "", findings: [] });
  for (const guard of MEASURED) {
    const verdict = guard.judge(asked, e, e.policy);
    if (!verdict.pass) return verdict;
  }
  return undefined;
}
