import { z } from "zod";
import { proposal } from "../plan/proposal";
import { optIn } from "./opt-in";
import { rule } from "./rule";

/**
 * Valkey in place of Redis OSS on the same nodes: it speaks the same protocol and an hour of it has a price of its own.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/VersionManagement.HowTo.html#VersionManagement.HowTo.cross-engine-upgrade
 */
export const valkey = rule({
  name: "valkey",
  kinds: ["redis"],
  parameters: z.strictObject(optIn),
  optedIn: ({ optedIn }) => optedIn,
  declines: ({ current: { engine } }) => {
    if (engine === undefined) return "the stack has no variable for the engine";
    return engine === "valkey" ? "the engine is Valkey already" : undefined;
  },
  propose: (e, _p, over) =>
    e.turns("engine")
      ? [
          proposal(e, {
            rule: "valkey",
            direction: "down",
            to: { ...over, engine: "valkey" },
            reason: "Valkey serves what Redis OSS serves, on the same nodes",
            findings: [],
          }),
        ]
      : [],
});
