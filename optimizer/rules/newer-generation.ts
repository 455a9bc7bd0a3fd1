import { z } from "zod";
import { CACHE, DATABASE, familiesAfter, type InstanceSpec, inFamily, type Kind } from "../../contract";
import { type Evidence, type Settings, textIn } from "../evidence";
import { isNewer } from "../kinds/family";
import { familyOf, ladderOf } from "../kinds/ladder";
import { proposal } from "../plan/proposal";
import { optIn } from "./opt-in";
import { rule } from "./rule";

interface Classes {
  readonly catalog: ReadonlyMap<string, InstanceSpec>;
  readonly tunables: readonly string[];
}

const AURORA = ["writer_class", "failover_reader_class", "reader_class"] as const;
const CLASSES: Partial<Readonly<Record<Kind, Classes>>> = {
  "aurora-cluster": { catalog: DATABASE, tunables: AURORA },
  "aurora-global": { catalog: DATABASE, tunables: [...AURORA, "secondary_class"] },
  "rds-instance": { catalog: DATABASE, tunables: ["instance_class", "replica_class"] },
  redis: { catalog: CACHE, tunables: ["node_type"] },
};

/** Every class that is in use in the same size of a newer family, the newest family first; one that a ladder does not hold stays. */
function newerSettings(
  e: Evidence,
  over: Settings,
): readonly { readonly family: string; readonly to: Settings; readonly pairs: readonly Pair[] }[] {
  const classes = CLASSES[e.kind];
  if (classes === undefined) return [];
  const idle = e.model.idle?.(over) ?? [];
  const used = classes.tunables.filter((tunable) => e.turns(tunable) && !idle.includes(tunable));
  const families = [...new Set(used.flatMap((tunable) => familiesAfter(textIn(over, tunable))))];
  return families.flatMap((family) => {
    const pairs = used.flatMap((tunable): readonly Pair[] => {
      const from = textIn(over, tunable);
      const to = inFamily(from, family);
      const fits = to !== undefined && to !== from && ladderOf(e.definition, tunable).includes(to) && isNewer(classes.catalog, from, to);
      return fits ? [{ tunable, from, to, network: gigabits(classes, to) / gigabits(classes, from) }] : [];
    });
    return pairs.length === 0
      ? []
      : [{ family, pairs, to: { ...over, ...Object.fromEntries(pairs.map(({ tunable, to }) => [tunable, to])) } }];
  });
}

interface Pair {
  readonly tunable: string;
  readonly from: string;
  readonly to: string;
  /** Of the newer, in parts of the older's. */
  readonly network: number;
}

const gigabits = ({ catalog }: Classes, type: string): number => catalog.get(type)?.networkGbps ?? Number.NaN;

/** The same sizes of a newer family, where it has no less of anything: by its price, and by what it has more. */
export const newerGeneration = rule({
  name: "newer-generation",
  kinds: ["aurora-cluster", "aurora-global", "rds-instance", "redis"],
  parameters: z.strictObject(optIn),
  optedIn: ({ optedIn }) => optedIn,
  declines: (e, _p, over) => (newerSettings(e, over).length === 0 ? "no ladder holds the same size of a newer generation" : undefined),
  propose: (e, _p, over) =>
    newerSettings(e, over).map(({ to, pairs }) =>
      proposal(e, {
        rule: "newer-generation",
        direction: "down",
        to,
        reason: `${[...new Set(pairs.map((pair) => familyOf(pair.to)))].join(", ")} has no less of anything than ${[...new Set(pairs.map((pair) => familyOf(pair.from)))].join(", ")}, size for size, and ${Math.min(...pairs.map(({ network }) => network)).toFixed(2)} times the network baseline`,
        findings: [],
      }),
    ),
});
