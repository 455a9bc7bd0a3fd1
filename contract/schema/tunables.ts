import { z } from "zod";
import { VOLUME_TYPES, type VolumeType } from "../catalog/ebs-volumes";
import { CACHE_ENGINES, type CacheEngine } from "../kinds";
import type { Choice, Count, Flag, NameSet, Schedule } from "../tunable";
import { betweenKeys } from "./between-keys";

const described = { description: z.string(), variable: z.string().min(1).exactOptional() };

const json = (value: unknown): string => JSON.stringify(value);

const once = (names: readonly string[]): boolean => new Set(names).size === names.length;
const repeated = (names: readonly string[]): string => names.filter((name, index) => names.indexOf(name) !== index).join(", ");

const rungs = z.object({ ladder: z.array(z.string()).min(1) });
const onLadder = rungs.extend({ default: z.string() });

const choiceOf = <const V extends string>(value: z.ZodType<V>) =>
  z
    .strictObject({ type: z.literal("choice"), ...described, ladder: z.array(value).min(1).readonly(), default: value })
    .refine(
      ...betweenKeys({
        keys: rungs,
        holds: ({ ladder }) => once(ladder),
        at: "ladder",
        says: ({ ladder }) => `names ${repeated(ladder)} more than once`,
      }),
    )
    .refine(
      ...betweenKeys({
        keys: onLadder,
        holds: (t) => t.ladder.includes(t.default),
        at: "default",
        says: ({ ladder }) => `is not on its ladder; it takes one of ${ladder.map(json).join(", ")}`,
      }),
    );

const bounds = z.object({ min: z.int(), max: z.int() });
const bounded = bounds.extend({ default: z.int() });

const count = z
  .strictObject({ type: z.literal("count"), ...described, unit: z.string(), min: z.int(), max: z.int(), default: z.int() })
  .refine(
    ...betweenKeys({
      keys: bounds,
      holds: ({ min, max }) => min <= max,
      at: "min",
      says: ({ max }) => `is greater than max, which is ${max}`,
    }),
  )
  .refine(
    ...betweenKeys({
      keys: bounded,
      holds: (t) => t.min > t.max || (t.min <= t.default && t.default <= t.max),
      at: "default",
      says: ({ min, max }) => `is not between min and max; it takes a whole number from ${min} to ${max}`,
    }),
  );

const flag = z.strictObject({ type: z.literal("flag"), ...described, default: z.boolean() });

const nameSet = z
  .strictObject({
    type: z.literal("set"),
    ...described,
    members: z.array(z.string()).readonly(),
    default: z.array(z.string()).readonly(),
  })
  .refine(
    ...betweenKeys({
      keys: z.object({ members: z.array(z.string()), default: z.array(z.string()) }),
      holds: (t) => once(t.default) && t.default.every((name) => t.members.includes(name)),
      at: "default",
      says: ({ members }) => `is no subset of the members; it takes a list without repetition, out of ${members.map(json).join(", ")}`,
    }),
  );

const cron = z.string().describe("five cron fields in the policy's time zone, or nothing for always on");

const schedule = z.strictObject({
  type: z.literal("schedule"),
  ...described,
  default: z.strictObject({ stop: cron, start: cron }),
});

type BillingMode = "PAY_PER_REQUEST" | "PROVISIONED";
const billingMode = z.enum(["PAY_PER_REQUEST", "PROVISIONED"]);

const cacheEngine = z.enum(CACHE_ENGINES);

const volumeType = z.enum(VOLUME_TYPES);

/** How each type of tunable is written. */
export interface TunableSchemas {
  readonly choice: z.ZodType<Choice>;
  readonly billingMode: z.ZodType<Choice<BillingMode>>;
  readonly cacheEngine: z.ZodType<Choice<CacheEngine>>;
  readonly volumeType: z.ZodType<Choice<VolumeType>>;
  readonly count: z.ZodType<Count>;
  readonly flag: z.ZodType<Flag>;
  readonly nameSet: z.ZodType<NameSet>;
  readonly schedule: z.ZodType<Schedule>;
}

/** In full. */
export const TUNABLES: TunableSchemas = {
  choice: choiceOf(z.string()),
  billingMode: choiceOf(billingMode),
  cacheEngine: choiceOf(cacheEngine),
  volumeType: choiceOf(volumeType),
  count,
  flag,
  nameSet,
  schedule,
};

const NOT_TURNED = "is as it is, and is not turned";
const only = <V extends string>(value: V): Choice<V> => ({ type: "choice", description: NOT_TURNED, ladder: [value], default: value });

/** As people write them: in full, or the bare value of what is not turned. */
export const TUNABLES_IN_FILE: TunableSchemas = {
  choice: z.union([TUNABLES.choice, z.string().transform((value) => only(value))]),
  billingMode: z.union([TUNABLES.billingMode, billingMode.transform((value) => only(value))]),
  cacheEngine: z.union([TUNABLES.cacheEngine, cacheEngine.transform((value) => only(value))]),
  volumeType: z.union([TUNABLES.volumeType, volumeType.transform((value) => only(value))]),
  count: z.union([
    count,
    z.int().transform((value): Count => ({ type: "count", description: NOT_TURNED, unit: "unit", min: value, max: value, default: value })),
  ]),
  flag,
  nameSet: z.union([
    nameSet,
    z
      .array(z.string())
      .readonly()
      .transform((members): NameSet => ({ type: "set", description: NOT_TURNED, members, default: members })),
  ]),
  schedule,
};
