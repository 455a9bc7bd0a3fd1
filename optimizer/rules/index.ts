import { closest, InputError, type Policy } from "../../contract";
import { ASSESSORS } from "../assessments";
import { auroraClass } from "./aurora-class";
import { auroraGlobal } from "./aurora-global";
import { auroraReaders } from "./aurora-readers";
import { auroraStorage } from "./aurora-storage";
import { daxNodes } from "./dax-nodes";
import { dynamodbBilling } from "./dynamodb-billing";
import { dynamodbIndex } from "./dynamodb-index";
import { dynamodbStream } from "./dynamodb-stream";
import { endpointSize } from "./endpoint-size";
import { endpointValidation } from "./endpoint-validation";
import { gp3Volumes } from "./gp3-volumes";
import { groupSize } from "./group-size";
import { groupTarget } from "./group-target";
import { lambdaSize } from "./lambda-size";
import { newerGeneration } from "./newer-generation";
import { offHours } from "./off-hours";
import { rdsAvailability } from "./rds-availability";
import { rdsClass } from "./rds-class";
import { rdsStorage } from "./rds-storage";
import { redisSize } from "./redis-size";
import { redisTopology } from "./redis-topology";
import type { Rule } from "./rule";
import { scaleUp } from "./scale-up";
import { trainingSpot } from "./training-spot";
import { valkey } from "./valkey";

/** Asked in this order. */
export const RULES: readonly Rule[] = [
  // First, for it wins: where capacity is short, no saving is proposed in the whole stack.
  scaleUp,
  // Largest units, and the slowest to turn back.
  auroraClass,
  // On top of the class, which frees more: half of all instances, not one of them.
  auroraReaders,
  auroraGlobal,
  // A replica that is nobody's needs no smaller class; what is left is sized with the load of those that go.
  rdsAvailability,
  rdsClass,
  rdsStorage,
  // Most units: type and number together, for half the instances of twice the size are no saving.
  groupSize,
  // When instances are added to those.
  groupTarget,
  // Replicas, shards and node type together, for one makes room for another.
  redisTopology,
  // The same sizes, by use in place of the hit rate: a policy names one of the two.
  redisSize,
  // The cache before the tables: its nodes share requests and each holds everything.
  daxNodes,
  // Memory decides how many environments and runs are needed, so all of them together.
  lambdaSize,
  // How many instances first; another type is for those that are left, and only once it was validated.
  endpointSize,
  endpointValidation,
  // Capacity of another kind, with the checkpoints that it asks for.
  trainingSpot,
  // When it runs, not how large it is: on top of what the rules above have settled.
  offHours,
  // What nothing uses goes before anything is said of how the rest is paid.
  dynamodbIndex,
  dynamodbStream,
  // Changes how is paid, not what serves: last, for nothing depends on it.
  dynamodbBilling,
  // Opt-ins, over what the others have settled: the family first, for its price decides on the rest.
  newerGeneration,
  gp3Volumes,
  auroraStorage,
  valkey,
];

/** What is wrong with a policy's rules: names that are none, and parameters that they do not take; one line each, by path. */
export const ruleProblems = (rules: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(rules).flatMap(([name, parameters]) => {
    const named = [...RULES, ...ASSESSORS].find((rule) => rule.name === name);
    return (named?.problems(parameters) ?? [noRule(name)]).map((problem) => `policy.${problem}`);
  });

function noRule(name: string): string {
  const known = [...RULES, ...ASSESSORS].map((rule) => rule.name);
  const meant = closest(name, known);
  return `rules.${name}: there is no such rule; ${meant === undefined ? "" : `did you mean ${meant}? `}there are ${known.join(", ")}`;
}

/**
 * The policy's rules with some opt-ins taken.
 * @throws InputError for a name that is no opt-in, or that the policy does not name: its numbers are the policy's to give
 */
export function optedIn(rules: Policy["rules"], names: readonly string[]): Policy["rules"] {
  const known = RULES.filter(({ optIn, name }) => optIn && rules[name] !== undefined).map(({ name }) => name);
  const problems = names.filter((name) => !known.includes(name)).map((name) => `${name} is no opt-in of the policy`);
  if (problems.length > 0) {
    throw new InputError("not every opt-in is known", {
      problems,
      hint: known.length === 0 ? "The policy names none among its rules." : `The policy has ${known.join(", ")}.`,
    });
  }
  return { ...rules, ...Object.fromEntries(names.map((name) => [name, { ...rules[name], optedIn: true }])) };
}

/** Opt-ins that a policy has taken, sorted. */
export const optInsOf = (rules: Policy["rules"]): readonly string[] =>
  RULES.filter(({ optIn, name, isCandidate }) => optIn && rules[name] !== undefined && isCandidate(rules[name]))
    .map(({ name }) => name)
    .sort();

export type { Rule } from "./rule";
