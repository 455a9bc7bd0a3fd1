import { SECONDS_PER_DAY } from "../../contract";
import type { Evidence } from "../evidence";
import { epochAt } from "../evidence/tiers";
import { DIRECTIONS } from "../kinds/table-traffic";
import type { Assessment } from "../plan/recommendation";
import { isMissing } from "../statistics";
import type { ConsolidationParameters } from "./consolidation-parameters";

interface LastUse {
  /** End of the last interval with a read or a write, or of which nothing is known. */
  readonly untilEpoch: number;
  readonly isKnown: boolean;
}

/**
 * Whether a table whose items have moved may go: after enough whole days without any read or write of it and of its indexes.
 * @param always answer for a table that was used lately too
 * @returns undefined for a table that is in use and asks nobody
 */
export function removalOf(
  e: Evidence,
  always: boolean,
  { quietDaysBeforeRemoval: needed }: ConsolidationParameters,
): Assessment | undefined {
  const { untilEpoch, isKnown } = lastUse(e);
  const quietDays = Math.floor((e.endEpoch - untilEpoch) / SECONDS_PER_DAY);
  if (quietDays === 0 && !always) return undefined;
  const may = quietDays >= needed;
  const since = isKnown ? "no read and no write of the table or its indexes" : "no read and no write is known, and nothing before that,";
  const reason = `${since} for ${quietDays} whole days; ${needed} are needed`;
  return {
    rule: "dynamodb-consolidation",
    components: [e.component],
    question: `removal of the former table ${e.component}`,
    verdict: may ? "yes" : isKnown ? "no" : "unknown",
    reason,
    checks: [{ check: "quiet", pass: may ? true : isKnown ? false : null, reason, numbers: { quietDays, needed } }],
    next: may ? ["it goes by a reviewed change of the stack, after a backup on demand: restoring it takes hours"] : [],
  };
}

function lastUse(e: Evidence): LastUse {
  const [own] = e.scoped("table");
  const present = e.current.indexes;
  const resources = [...e.scoped("table"), ...e.scoped("index")].filter(
    ({ scope, name, dimensions }) =>
      dimensions.TableName === own?.dimensions.TableName && (scope === "table" || !Array.isArray(present) || present.includes(name)),
  );
  const uses = resources.flatMap((resource) =>
    DIRECTIONS.flatMap((direction) =>
      e.read({ resource, metric: `consumed_${direction}`, statistic: "Sum" }).map(({ grid, values }): LastUse => {
        const at = values.findLastIndex((value) => isMissing(value) || value > 0);
        return { untilEpoch: at < 0 ? e.startEpoch : epochAt(grid, at + 1), isKnown: at < 0 || !isMissing(values[at] ?? Number.NaN) };
      }),
    ),
  );
  return uses.reduce((a, b) => (b.untilEpoch > a.untilEpoch ? b : a), { untilEpoch: e.startEpoch, isKnown: true });
}
