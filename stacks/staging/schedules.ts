import type { Schedule } from "../../modules/lambda-functions";
import type { FunctionName } from "./functions";
import { stagingPolicy } from "./policy";

const { timeZone } = stagingPolicy;

/** What calls the functions by the clock. */
export const SCHEDULES: readonly (Schedule & { readonly calls: FunctionName })[] = [
  // Fails where something cannot be reached, so that the alarm on the function's errors speaks.
  { calls: "health", expression: "rate(5 minutes)", input: { failing: true } },
  { calls: "seed", expression: "cron(0 7 ? * MON-FRI *)", timeZone },
  { calls: "report", expression: "cron(0 5 * * ? *)", timeZone },
  { calls: "clean_up", expression: "cron(30 3 * * ? *)", timeZone },
];
