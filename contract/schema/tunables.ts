import { z } from "zod";
import type { Choice, Count, Flag, NameSet, Schedule } from "../tunable";

const description = z.string();

const choiceOf = <const V extends string>(value: z.ZodType<V>) =>
  z
    .strictObject({ type: z.literal("choice"), description, ladder: z.array(value).min(1).readonly(), default: value })
    .refine((t) => t.ladder.includes(t.default), "the default must be on the ladder");

export const choice: z.ZodType<Choice> = choiceOf(z.string());
export const billingMode: z.ZodType<Choice<"PAY_PER_REQUEST" | "PROVISIONED">> = choiceOf(z.enum(["PAY_PER_REQUEST", "PROVISIONED"]));

export const count: z.ZodType<Count> = z
  .strictObject({ type: z.literal("count"), description, unit: z.string(), min: z.int(), max: z.int(), default: z.int() })
  .refine((t) => t.min <= t.default && t.default <= t.max, "the default must lie between min and max");

export const flag: z.ZodType<Flag> = z.strictObject({ type: z.literal("flag"), description, default: z.boolean() });

export const nameSet: z.ZodType<NameSet> = z
  .strictObject({
    type: z.literal("set"),
    description,
    members: z.array(z.string()).readonly(),
    default: z.array(z.string()).readonly(),
  })
  .refine((t) => t.default.every((name) => t.members.includes(name)), "the default must be a subset of the members");

export const schedule: z.ZodType<Schedule> = z.strictObject({
  type: z.literal("schedule"),
  description,
  default: z.strictObject({ stop: z.string(), start: z.string() }),
});
