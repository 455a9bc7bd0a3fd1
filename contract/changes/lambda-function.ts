import type { Change, ChangesOf } from "./change";
import { byDirection } from "./direction";

const GUIDE = "https://docs.aws.amazon.com/lambda/latest/dg";

/** A new version behind the alias; provisioned concurrency is allocated to it before traffic moves. */
const newVersion: Change = {
  effect: "online",
  applyMode: "terraform",
  effectiveWhen: "version-ready",
  typicalMinutes: 5,
  rollback: { how: "Point the alias to the former version, then set the former value and apply.", rtoMinutes: 5, rpoMinutes: 0 },
  source: `${GUIDE}/configuration-versions.html`,
};

const reserved: Change = {
  ...newVersion,
  typicalMinutes: 1,
  rollback: {
    how: "Set the former value and apply.",
    precondition: "The account keeps at least 100 unreserved concurrent executions.",
    rtoMinutes: 1,
    rpoMinutes: 0,
  },
  source: `${GUIDE}/configuration-concurrency.html`,
};

const provisionedRaised: Change = {
  ...newVersion,
  rollback: { how: "Set the former value and apply.", rtoMinutes: 1, rpoMinutes: 0 },
  source: `${GUIDE}/provisioned-concurrency.html`,
};

const provisionedLowered: Change = {
  ...provisionedRaised,
  typicalMinutes: 1,
  announcedDestroys: ["aws_lambda_provisioned_concurrency_config"],
  rollback: { how: "Set the former value and apply; environments are initialised within minutes.", rtoMinutes: 5, rpoMinutes: 0 },
};

export const lambdaFunctionChanges: ChangesOf<"lambda-function"> = {
  memory_mb: newVersion,
  timeout_seconds: newVersion,
  reserved_concurrency: reserved,
  provisioned_concurrency: byDirection(provisionedRaised, provisionedLowered),
};
