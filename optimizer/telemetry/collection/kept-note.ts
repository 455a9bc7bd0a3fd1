import { AwsError } from "../../../contract";
import { DRAFT_LIFETIME_SECONDS } from "./journal";

/** Says what a failure leaves for the next run. */
export function keptNote(error: unknown, done: number, calls: number, full: boolean): unknown {
  if (done === 0 || !(error instanceof AwsError)) return error;
  const minutes = Math.round(DRAFT_LIFETIME_SECONDS / 60);
  const { problems, hint, cause } = error;
  return new AwsError(error.message, {
    problems: [
      ...problems,
      `${done} of ${calls} calls are stored: a run ${full ? "without --full " : ""}that begins within ${minutes} minutes of this one's goes on from there`,
    ],
    ...(hint === undefined ? {} : { hint }),
    cause,
  });
}
