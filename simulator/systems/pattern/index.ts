import { normal, stream } from "../../random";
import type { PatternParameters } from "../../scenario/systems";
import { MINUTES_PER_DAY } from "../../time";
import { minutes, once } from "../block";
import type { System, SystemContext } from "../system";

const MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY;

/** A component of any kind that plays one fixed week on all of its metrics, each from another minute of it on: it costs nothing to compute. */
export function pattern({ name, seed }: SystemContext, { level, swing, noise, decimals }: PatternParameters): System {
  const week = weekOf(stream(seed, "pattern"), { level, swing, noise, decimals });
  return {
    source(resource, entry) {
      const phase = stream(seed, `${name}/${resource.name}/${entry.name}`) % MINUTES_PER_WEEK;
      return {
        day: (day) => {
          const start = (day * MINUTES_PER_DAY + phase) % MINUTES_PER_WEEK;
          return once(week.subarray(start, start + MINUTES_PER_DAY));
        },
      };
    },
    slowdown: () => minutes(() => 1),
  };
}

/** A week and a day of it again, so that every day is one piece. */
function weekOf(draws: number, { level, swing, noise, decimals }: Omit<PatternParameters, "kind">): Float64Array {
  const unit = 10 ** decimals;
  return Float64Array.from({ length: MINUTES_PER_WEEK + MINUTES_PER_DAY }, (_, i) => {
    const minute = i % MINUTES_PER_WEEK;
    const daily = Math.sin((2 * Math.PI * minute) / MINUTES_PER_DAY);
    return Math.round(Math.max(0, level * (1 + swing * daily + noise * normal(draws, minute))) * unit) / unit;
  });
}
