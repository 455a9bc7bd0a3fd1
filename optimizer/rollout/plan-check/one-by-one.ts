import type { Agreed } from "./agreed";
import { changeOfDelta } from "./announcements";
import type { Judgement } from "./judgement";
import { valuesIn } from "./place";
import { type ResourceChange, verbOf } from "./plan";

/** What a service takes away one at a time may not go together: of its blocks, as many may go as there are agreed steps that take one. */
export function crowded(change: ResourceChange, { causes }: Judgement, { deltas, contract }: Agreed): readonly string[] {
  const taking = deltas.flatMap((delta) => {
    const limit = causes.has(delta.variable) ? changeOfDelta(delta, contract)?.oneByOne : undefined;
    return limit?.resource === change.type ? [limit] : [];
  });
  const [limit] = taking;
  if (limit === undefined || verbOf(change) !== "update") return [];
  const stays = namesIn(change.change.after, limit.block);
  const gone = namesIn(change.change.before, limit.block).filter((name) => !stays.includes(name));
  if (gone.length <= taking.length) return [];
  return [`update ${change.address}: takes away ${gone.join(" and ")}; one apply may take one ${limit.block}`];
}

function namesIn(resource: unknown, block: string): readonly string[] {
  const blocks = valuesIn(resource)[block];
  return Array.isArray(blocks) ? blocks.map((each) => String(valuesIn(each).name)) : [];
}
