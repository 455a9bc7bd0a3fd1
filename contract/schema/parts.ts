import { z } from "zod";
import { regionName } from "../addresses";
import { STATISTICS } from "../catalog/metric";
import type { Sized } from "../component";
import { KINDS } from "../kinds";
import type { ContractParts, IndicatorParts } from "../parts";
import { TUNABLES_IN_FILE } from "./tunables";

/** Whatever is not well formed is left out: it is told by the contract's own schema. */
const lenient = <T>(schema: z.ZodType<T>) => schema.optional().catch(undefined);
const each = <T>(schema: z.ZodType<T>) => z.array(lenient(schema)).catch([]);
const named = <T>(schema: z.ZodType<T>) => lenient(z.record(z.string(), lenient(schema)));

const text = lenient(z.string());

const indicator: z.ZodType<IndicatorParts> = z.object({ component: text, metric: text, per: text, statistic: lenient(z.enum(STATISTICS)) });
const indicators = each(indicator);

const { choice, count, flag, nameSet, schedule } = TUNABLES_IN_FILE;

const component: z.ZodType<Sized> = z.object({
  kind: z.enum(KINDS),
  tunables: z.record(z.string(), lenient(z.union([choice, count, flag, nameSet, schedule]))),
});

const resource = z.object({ scope: text, name: text, dimensions: lenient(z.record(z.string(), z.unknown())) });

/** As much of a contract file as is well formed. Takes anything. */
export const contractParts: z.ZodType<ContractParts> = z
  .object({
    regions: lenient(z.array(regionName).min(1)),
    components: named(component),
    inventory: named(z.object({ region: text, resources: each(resource) })),
    policy: z
      .object({
        slos: indicators,
        scaleUpTriggers: indicators,
        alerting: z.object({ health: indicators }).catch({ health: [] }),
        observation: z.object({ triggers: indicators, relativeTriggers: indicators }).catch({ triggers: [], relativeTriggers: [] }),
        phases: each(z.object({ turns: each(z.object({ component: text, tunables: each(z.string()) })) })),
        rules: z.record(z.string(), z.unknown()).catch({}),
      })
      .optional()
      .catch(undefined),
  })
  .catch({});
