import { stepsOf } from "../plan/steps";
import { BOTH, type Guard, pass, reject } from "./guard";

const name = "service-limits";

/** Hard facts of AWS about the target and about every step on the way to it. */
export const serviceLimits: Guard = {
  name,
  scope: "candidate",
  binds: BOTH,
  judge: (p, e) => {
    const checks = stepsOf(e, p.to, p.direction).flatMap(({ after }) => e.study.limits(after));
    // More of the same breaks no limit that is not broken already.
    const known = p.direction === "up" ? e.study.limits(e.current).filter((check) => !check.pass) : [];
    const failed = checks.find((check) => !check.pass && !known.some(({ reason }) => reason === check.reason));
    if (failed !== undefined) return reject(name, failed.reason, failed.numbers);
    return pass(
      name,
      checks.length === 0
        ? "no limit of the service applies"
        : checks
            .map(({ reason }) => reason)
            .filter(unique)
            .join("; "),
    );
  },
};

const unique = (reason: string, i: number, all: readonly string[]): boolean => all.indexOf(reason) === i;
