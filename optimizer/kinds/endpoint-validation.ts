import { z } from "zod";
import type { Policy } from "../../contract";
import type { LimitCheck } from "./model";

const NUMBERS = /^\d+(\.\d+)?(,\d+(\.\d+)?)*$/;
const numbers = z
  .string()
  .regex(NUMBERS, "numbers with commas between: 5,25,50,100")
  .transform((text) => text.split(",").map(Number));

/**
 * What a change of an endpoint's instance type has to show, and what has been shown: shadow traffic first, then growing shares of
 * production's. https://docs.aws.amazon.com/sagemaker/latest/dg/shadow-tests.html
 */
export const validationParameters = z.strictObject({
  /** Greatest upper bound of the accuracy loss, as a fraction. */
  accuracyLossAtMost: z.number().min(0).max(1),
  /** Shares of production's traffic, one after the other, and how long each must hold its objectives. */
  trafficStepsPercent: numbers,
  hoursPerStep: z.number().positive(),
  /** The two types that were compared. */
  validatedFrom: z.string().optional(),
  validatedType: z.string().optional(),
  /** Upper bound of the accuracy loss that replayed production traffic showed. */
  accuracyLossUpperBound: z.number().min(0).max(1).optional(),
  /** Hours that each traffic step held, in the steps' order. */
  hoursHeld: numbers.optional(),
  /** Invocations per second of an instance of the new type at the utilisation at which one of the old did 1. */
  throughputRatio: z.number().positive().optional(),
  /** Where the validation's report is: a ratio without its source is no evidence. */
  evidence: z.string().min(1).optional(),
});
export type ValidationParameters = z.infer<typeof validationParameters>;

export const VALIDATION_RULE = "endpoint-validation";

export interface Validation extends LimitCheck {
  /** Throughput of an instance of the new type over the old one's; 1 for the same type, NaN without evidence. */
  readonly throughputRatio: number;
}

/** Whether the policy records a validation that permits the change of type. */
export function validationOf({ rules }: Pick<Policy, "rules">, from: string, to: string): Validation {
  if (from === to) return { pass: true, reason: `stays on ${to}`, numbers: {}, throughputRatio: 1 };
  const parsed = validationParameters.safeParse(rules[VALIDATION_RULE]);
  if (!parsed.success) return refused(`from ${from} to ${to}: the policy does not say what a change of type has to show`);
  return judge(parsed.data, from, to);
}

function judge(p: ValidationParameters, from: string, to: string): Validation {
  const steps = p.trafficStepsPercent;
  if (p.validatedType !== to || p.validatedFrom !== from)
    return refused(
      `from ${from} to ${to}: validation comes first, and none is recorded: accuracy loss of at most ${percent(p.accuracyLossAtMost)} on replayed traffic, then ${steps.join(", ")} % of the traffic for ${p.hoursPerStep} hours each`,
    );
  const { accuracyLossUpperBound: loss, hoursHeld = [], throughputRatio, evidence } = p;
  if (loss === undefined) return refused(`${to}: the validation records no accuracy loss`);
  if (loss > p.accuracyLossAtMost)
    return refused(`${to} may lose up to ${percent(loss)} of accuracy, over ${percent(p.accuracyLossAtMost)}`, { loss });
  const short = steps.findIndex((_step, i) => !((hoursHeld[i] ?? 0) >= p.hoursPerStep));
  if (short >= 0)
    return refused(`${to} held ${steps[short]} % of the traffic for ${hoursHeld[short] ?? 0} of ${p.hoursPerStep} hours`, {
      hours: hoursHeld[short] ?? 0,
    });
  if (throughputRatio === undefined || evidence === undefined)
    return refused(`${to}: the validation records no throughput ratio with its source`);
  return {
    pass: true,
    reason: `${to} was validated: at most ${percent(loss)} of accuracy lost, every traffic step held ${p.hoursPerStep} hours, ${throughputRatio} times the throughput of ${from}`,
    numbers: { loss, throughputRatio },
    throughputRatio,
  };
}

const refused = (reason: string, figures: LimitCheck["numbers"] = {}): Validation => ({
  pass: false,
  reason,
  numbers: figures,
  throughputRatio: Number.NaN,
});

const percent = (share: number): string => `${Number((share * 100).toPrecision(4))} %`;
