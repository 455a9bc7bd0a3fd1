import { type Kind, tunablesOf } from "../../contract";
import { countIn, type Evidence, type Settings, textIn } from "../../optimizer/evidence";
import { ladderOf, rangeOf, siblings } from "../../optimizer/kinds/ladder";
import { zonesOf } from "../../optimizer/kinds/reading";
import { RULES } from "../../optimizer/rules";

/**
 * Every setting below the present one that the policy's phases may turn a component to: all rungs of the ladders and all counts, whether
 * a rule asks for them or not. Of kinds without a space of their own, what the rules would propose if none of them declined.
 */
export function candidates(e: Evidence): readonly Settings[] {
  const space = SPACES[e.kind];
  return space === undefined ? proposed(e) : space(e).filter((to) => Object.keys(to).some((tunable) => to[tunable] !== e.current[tunable]));
}

const SPACES: Partial<Readonly<Record<Kind, (e: Evidence) => readonly Settings[]>>> = {
  "aurora-cluster": (e) =>
    rungs(e, "writer_class").flatMap((writer) =>
      rungs(e, "reader_class").flatMap((reader) =>
        counts(e, "readers").map((readers) => ({
          ...e.current,
          writer_class: writer,
          // What takes the writer's place is as large.
          failover_reader_class: writer,
          reader_class: reader,
          readers,
        })),
      ),
    ),
  "auto-scaling-group": (e) => {
    const zones = zonesOf(e.definition);
    const most = countIn(e.current, "max_size");
    const target = countIn(e.current, "target_cpu_percent");
    const highest = e.turns("target_cpu_percent") ? (rangeOf(e.definition, "target_cpu_percent")?.max ?? target) : target;
    return rungs(e, "instance_type").flatMap((type) =>
      // Half the size may mean twice the number.
      range(zones, Math.max(most, rangeOf(e.definition, "min_size")?.max ?? most), zones).flatMap((min) =>
        range(target, highest, TARGET_STEP_PERCENT).map((percent) => ({
          ...e.current,
          instance_type: type,
          min_size: min,
          max_size: Math.max(min, type === textIn(e.current, "instance_type") ? most : (rangeOf(e.definition, "max_size")?.max ?? most)),
          target_cpu_percent: percent,
        })),
      ),
    );
  },
  redis: (e) =>
    rungs(e, "node_type").flatMap((type) =>
      counts(e, "shards").flatMap((shards) =>
        counts(e, "replicas_per_shard").map((replicas) => ({ ...e.current, node_type: type, shards, replicas_per_shard: replicas })),
      ),
    ),
  "dynamodb-table": (e) => rungs(e, "billing_mode").map((mode) => ({ ...e.current, billing_mode: mode })),
  dax: (e) => counts(e, "nodes").map((nodes) => ({ ...e.current, nodes })),
};

const TARGET_STEP_PERCENT = 10;

const range = (from: number, to: number, step = 1): readonly number[] =>
  Array.from({ length: Math.max(0, Math.floor((to - from) / step) + 1) }, (_, i) => from + i * step);

/** Of the present family, from the smallest up to the present one; of a ladder without families, all up to it. */
function rungs(e: Evidence, tunable: string): readonly string[] {
  const now = textIn(e.current, tunable);
  if (!e.turns(tunable)) return [now];
  const ladder = ladderOf(e.definition, tunable);
  const family = now.includes(".") ? siblings(ladder, now) : ladder;
  return family.slice(0, family.indexOf(now) + 1);
}

function counts(e: Evidence, tunable: string): readonly number[] {
  const now = countIn(e.current, tunable);
  const least = rangeOf(e.definition, tunable)?.min ?? now;
  return e.turns(tunable) ? range(least, now) : [now];
}

function proposed(e: Evidence): readonly Settings[] {
  const seen = new Map<string, Settings>();
  for (const rule of RULES) {
    const parameters = e.policy.rules[rule.name];
    if (rule.always === true || parameters === undefined || !rule.kinds.includes(e.kind) || !rule.isCandidate(parameters)) continue;
    for (const { to } of rule.propose(e, parameters)) {
      const names = [...tunablesOf(e.definition).keys()].sort();
      seen.set(JSON.stringify(names.map((name) => to[name])), to);
    }
  }
  return [...seen.values()];
}
