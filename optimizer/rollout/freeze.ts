import type { Freeze, Policy } from "../../contract";
import { isWorkingDay, localTimeIn } from "./local-time";

/** The first freeze that is in force at a time or begins within some minutes of it. */
export function freezeWithin(
  policy: Pick<Policy, "freezes" | "calendar" | "timeZone">,
  epochSeconds: number,
  minutes: number,
): Freeze | undefined {
  for (let minute = 0; minute <= minutes; minute++) {
    const freeze = freezeAt(policy, epochSeconds + minute * 60);
    if (freeze !== undefined) return freeze;
  }
  return undefined;
}

/** The freeze in force at a time, if any: its hours, on the calendar's working days, in the policy's time zone. */
export function freezeAt(policy: Pick<Policy, "freezes" | "calendar" | "timeZone">, epochSeconds: number): Freeze | undefined {
  const now = localTimeIn(policy.timeZone)(epochSeconds);
  if (!isWorkingDay(now, policy.calendar)) return undefined;
  return policy.freezes.find(({ from, to }) => from <= now.time && now.time < to);
}
