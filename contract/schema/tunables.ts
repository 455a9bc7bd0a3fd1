import { z } from "zod";
import { VOLUME_TYPES, type VolumeType } from "../catalog/ebs-volumes";
import { CACHE_ENGINES, type CacheEngine } from "../kinds";
import type { Choice, Count, Flag, NameSet, Schedule } from "../tunable";

const described = { description: z.string(), variable: z.string().min(1).exactOptional() };

const choiceOf = <const V extends string>(value: z.ZodType<V>) =>
  z
    .strictObject({ type: z.literal("choice"), ...described, ladder: z.array(value).min(1).readonly(), default: value })
    .refine((t) => t.ladder.includes(t.default), "the default must be on the ladder");

const count = z
  .strictObject({ type: z.literal("count"), ...described, unit: z.string(), min: z.int(), max: z.int(), default: z.int() })
  .refine((t) => t.min <= t.default && t.default <= t.max, "the default must lie between min and max");

const flag = z.strictObject({ type: z.literal("flag"), ...described, default: z.boolean() });

const nameSet = z
  .strictObject({
    type: z.literal("set"),
    ...described,
    members: z.array(z.string()).readonly(),
    default: z.array(z.string()).readonly(),
  })
  .refine((t) => t.default.every((name) => t.members.includes(name)), "the default must be a subset of the members");

const schedule = z.strictObject({
  type: z.literal("schedule"),
  ...described,
  default: z.strictObject({ stop: z.string(), start: z.string() }),
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
