import { Fn, TerraformCount, Token } from "cdktf";
import type { OffHours } from "../../contract";
import { matches, type Problem, prop } from "../validation";

/** Off-hours as five cron fields each; both empty: always on. May be tokens. */
export interface OffHoursProps extends OffHours {
  /** IANA name of the zone that the fields are in: `America/New_York`. */
  readonly timeZone: string;
}

/** What a scheduler takes for one of the two times. */
export interface CronDialect {
  /** What an expression has to match. */
  readonly pattern: RegExp;
  /** The same in words, for the error: `five cron fields`. */
  readonly expectation: string;
}

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html */
export const FIVE_FIELDS: CronDialect = { pattern: /^\s*(\S+\s+){4}\S+\s*$/, expectation: "five cron fields" };

/** What is wrong with off-hours that are known at synth. */
export function offHoursProblems({ stop, start, timeZone }: OffHoursProps, { pattern, expectation }: CronDialect): readonly Problem[] {
  return [
    prop("offHours.timeZone", timeZone, matches(/^[A-Za-z]+(\/[A-Za-z0-9_+-]+)*$/), "an IANA name such as America/New_York"),
    ...Object.entries({ stop, start }).map(([name, cron]) =>
      prop(`offHours.${name}`, cron, (value) => value === "" || pattern.test(value), `${expectation}, or nothing`),
    ),
    ...(Token.isUnresolved(stop) || Token.isUnresolved(start)
      ? []
      : [prop("offHours", { stop, start }, () => (stop === "") === (start === ""), "both a stop and a start, or neither")]),
  ];
}

/** One where there is such a time, none where it is empty. */
export const onceWhereSet = (cron: string): TerraformCount => TerraformCount.of(Fn.min([Fn.lengthOf(cron), 1]));
