import { conditional, Fn, type IResolvable, Op, Token } from "cdktf";

const FIELDS = ["minute", "hour", "dayOfMonth", "month", "dayOfWeek"] as const;
type Field = (typeof FIELDS)[number];

/** Cron counts weekdays from Sunday = 0 to Sunday = 7, EventBridge from Sunday = 1: names mean the same to both. */
const WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"] as const;

const ANY = "*";
const WEEKDAY_LIST = "^([*]|[0-7A-Z,-]+)$";

const fieldOf = (cron: string, field: Field): string =>
  Token.asString(Fn.element(Fn.split(" ", Fn.trimspace(Fn.replace(cron, "/[[:space:]]+/", " "))), FIELDS.indexOf(field)));

/**
 * Five cron fields as an expression of EventBridge Scheduler, in Terraform: the value may be a variable's. One of the two kinds of day
 * has to be left open there (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based).
 */
export function schedulerExpression(cron: string): string {
  const [minute, hour, dayOfMonth, month, dayOfWeek] = FIELDS.map((field) => fieldOf(cron, field));
  const weekdays = WEEKDAYS.reduce((named, name, number) => Fn.replace(named, String(number), name), String(dayOfWeek));
  const everyWeekday = Op.eq(dayOfWeek, ANY);
  return Fn.format("cron(%s %s %s %s %s *)", [
    minute,
    hour,
    conditional(everyWeekday, dayOfMonth, "?"),
    month,
    conditional(everyWeekday, "?", weekdays),
  ]);
}

/** Whether EventBridge can say the same as five cron fields. */
export const isSchedulable = (cron: string): IResolvable =>
  Token.asAny(
    Op.and(
      Op.or(Op.eq(fieldOf(cron, "dayOfMonth"), ANY), Op.eq(fieldOf(cron, "dayOfWeek"), ANY)),
      Fn.can(Fn.regex(WEEKDAY_LIST, fieldOf(cron, "dayOfWeek"))),
    ),
  );
