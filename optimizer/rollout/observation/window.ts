import type { Policy } from "../../../contract";
import { isWorkingDay, localTimeIn } from "../local-time";
import type { WindowState } from "./judge";

const MINUTE = 60;

export interface Window {
  readonly startEpoch: number;
  /** Now, or the end of the policy's window if that is over and has held what it must. */
  readonly endEpoch: number;
}

/** CloudWatch needs this long until a minute's point is complete. */
const SETTLING_SECONDS = 120;

/** Whole minutes since the last step took effect that CloudWatch has complete. */
export function windowSince(effectiveEpoch: number, nowEpoch: number): Window {
  const startEpoch = Math.ceil(effectiveEpoch / MINUTE) * MINUTE;
  const endEpoch = Math.floor((nowEpoch - SETTLING_SECONDS) / MINUTE) * MINUTE;
  return { startEpoch, endEpoch: Math.max(startEpoch, endEpoch) };
}

export function windowState({ startEpoch, endEpoch }: Window, policy: Pick<Policy, "observation" | "calendar" | "timeZone">): WindowState {
  const { windowHours, mustHoldOpenAndClose } = policy.observation;
  return {
    complete: endEpoch - startEpoch >= windowHours * 3600 - SETTLING_SECONDS - MINUTE,
    heldOpenAndClose: !mustHoldOpenAndClose || holdsOpenAndClose({ startEpoch, endEpoch }, policy),
  };
}

/** Whether both the opening and the closing of working days lie in the window, not necessarily of the same day. */
export function holdsOpenAndClose(
  { startEpoch, endEpoch }: Window,
  { calendar, timeZone }: Pick<Policy, "calendar" | "timeZone">,
): boolean {
  const local = localTimeIn(timeZone);
  let opened = false;
  let closed = false;
  for (let epoch = startEpoch; epoch < endEpoch && !(opened && closed); epoch += MINUTE) {
    const now = local(epoch);
    if (now.time !== calendar.open && now.time !== calendar.close) continue;
    if (!isWorkingDay(now, calendar)) continue;
    opened ||= now.time === calendar.open;
    closed ||= now.time === calendar.close;
  }
  return opened && closed;
}
