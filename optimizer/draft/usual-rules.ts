import type { Kind, Policy } from "../../contract";
import { RULES } from "../rules";

/**
 * What a drafted policy starts from: the figures of the stacks that this repository ships. A rule that is not named here, such as one
 * that is an alternative to another, is for a person to add.
 */
const USUAL: Policy["rules"] = {
  "aurora-class": { cpuP95Below: 0.4, connectionShareBelow: 0.4, shareOfDays: 0.95 },
  "aurora-readers": { cpuP95Below: 0.4, connectionShareBelow: 0.4, shareOfDays: 0.95, leastReaders: 1 },
  "rds-class": { cpuP95Below: 0.4, connectionShareBelow: 0.4, shareOfDays: 0.95 },
  "group-size": { cpuP95Below: 0.4, networkShareBelow: 0.3 },
  "group-target": {},
  "redis-topology": { hitRateAtLeast: 0.95 },
  "dax-nodes": { cpuP95Below: 0.4 },
  "lambda-size": { provisionedUseBelow: 0.4, reservedUseBelow: 0.4, reservedAtLeast: 10, slowdownAtMost: 1.5 },
  "endpoint-size": { gpuP95Below: 0.4 },
  "endpoint-validation": { accuracyLossAtMost: 0.005, trafficStepsPercent: "5,25,50,100", hoursPerStep: 24 },
  "dynamodb-billing": { consumedShareBelow: 0.2, days: 30 },
};

/** The rules about components of these kinds, with the parameters to begin with. */
export const usualRules = (kinds: ReadonlySet<Kind>): Policy["rules"] =>
  Object.fromEntries(
    RULES.filter((rule) => rule.kinds.some((kind) => kinds.has(kind))).flatMap(({ name }) => {
      const parameters = USUAL[name];
      return parameters === undefined ? [] : [[name, parameters] as const];
    }),
  );

/** Opt-ins are heard of where they are named. Of what a draft reads, a volume's type is turned by one only. */
export const usualOptIns = (turned: ReadonlySet<string>): Policy["rules"] =>
  ["storage_type", "volume_type"].some((tunable) => turned.has(tunable)) ? { "gp3-volumes": { optedIn: false, peakShareAtMost: 0.6 } } : {};
