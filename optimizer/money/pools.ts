import { HOURS_PER_MONTH } from "../../contract";
import type { EligibleUsage, KnownCosts, PlanType, Reservation, SavingsPlan } from "../telemetry/costs";
import { familyOf, type UsageClass } from "./usage-class";

/** One commitment, or several that cover the same usage, and what of that usage there is at the payer. */
export interface Pool {
  /** Which commitments, in words. */
  readonly name: string;
  readonly covers: (usage: UsageClass) => boolean;
  /** Reservations are counted in normalized units, plans in dollars at list prices. */
  readonly unit: "normalized-units" | "usd";
  /** Both in the unit, an hour. */
  readonly committed: number;
  readonly eligible: number;
  /** When the last of them ends. */
  readonly endEpoch: number;
}

/** In the order in which AWS applies them: reservations, plans for one family, plans that float over all. Those that have ended bind nobody. */
export function poolsOf(costs: KnownCosts, nowEpoch: number): readonly Pool[] {
  const inForce = <T extends { readonly endEpoch: number }>(all: readonly T[]): readonly T[] =>
    all.filter(({ endEpoch }) => endEpoch > nowEpoch);
  const plans = inForce(costs.savingsPlans);
  const families = grouped(
    plans.filter(({ type }) => type === "EC2_INSTANCE_SP"),
    ({ region, family }) => `${family} in ${region}`,
  );
  return [
    ...[...grouped(inForce(costs.reservations), reservationKey)].map(([name, reservations]) => reservationPool(name, reservations, costs)),
    ...[...families].map(([name, of]) => familyPool(name, of, costs.eligible)),
    ...FLOATING.flatMap((type) => {
      const of = plans.filter((plan) => plan.type === type);
      return of.length === 0 ? [] : [floatingPool(type, of, costs.eligible, plans)];
    }),
  ];
}

const reservationKey = ({ service, region, instanceType, engine, sizeFlexible }: Reservation): string =>
  `${service} ${sizeFlexible ? familyOf(instanceType) : instanceType}${engine === "" ? "" : ` ${engine}`} in ${region}`;

function reservationPool(name: string, reservations: readonly Reservation[], { running }: KnownCosts): Pool {
  const [{ service, region, instanceType, engine, sizeFlexible }] = nonEmpty(reservations);
  const same = (usage: Pick<UsageClass, "service" | "region" | "instanceType" | "engine">): boolean =>
    usage.service === service &&
    usage.region === region &&
    (sizeFlexible ? familyOf(usage.instanceType) === familyOf(instanceType) : usage.instanceType === instanceType) &&
    sameEngine(usage.engine, engine);
  return {
    name: `reserved ${name}`,
    covers: same,
    unit: "normalized-units",
    committed: sum(reservations, ({ purchasedUnits }) => purchasedUnits),
    // What is used is there, even where Cost Explorer shows no coverage.
    eligible: Math.max(
      sum(running.filter(same), ({ reservedUnits, onDemandUnits }) => reservedUnits + onDemandUnits),
      sum(reservations, ({ usedUnits }) => usedUnits),
    ),
    endEpoch: lastEnd(reservations),
  };
}

function familyPool(name: string, plans: readonly SavingsPlan[], eligible: readonly EligibleUsage[]): Pool {
  const [{ region, family }] = nonEmpty(plans);
  const there = eligible.filter((usage) => serviceOf(usage.service) === "ec2" && usage.family === family && usage.region === region);
  return {
    name: `Savings Plans for ${name}`,
    covers: (usage) => usage.service === "ec2" && usage.family === family && usage.region === region,
    unit: "usd",
    committed: sum(plans, listCommitment),
    eligible: Math.max(
      sum(there, ({ coveredUsd, onDemandUsd }) => coveredUsd + onDemandUsd),
      sum(plans, ({ onDemandEquivalentUsd }) => onDemandEquivalentUsd),
    ),
    endEpoch: lastEnd(plans),
  };
}

const FLOATING = ["COMPUTE_SP", "SAGEMAKER_SP", "DATABASE_SP"] as const satisfies readonly PlanType[];
const COVERED_SERVICES = {
  COMPUTE_SP: ["ec2", "lambda", "containers"],
  SAGEMAKER_SP: ["sagemaker"],
  /** Not every engine and generation is covered; to count all as covered strands too much rather than too little. */
  DATABASE_SP: ["rds", "elasticache", "dynamodb", "databases"],
} as const;
const PLAN_NAMES = { COMPUTE_SP: "Compute", SAGEMAKER_SP: "SageMaker AI", DATABASE_SP: "Database" } as const;

function floatingPool(
  type: (typeof FLOATING)[number],
  plans: readonly SavingsPlan[],
  eligible: readonly EligibleUsage[],
  all: readonly SavingsPlan[],
): Pool {
  const services: readonly string[] = COVERED_SERVICES[type];
  const there = eligible.filter(({ service }) => services.includes(serviceOf(service)));
  // What plans for one family cover is not theirs to cover.
  const taken = type === "COMPUTE_SP" ? all.filter((plan) => plan.type === "EC2_INSTANCE_SP") : [];
  return {
    name: `${PLAN_NAMES[type]} Savings Plans`,
    covers: ({ service }) => services.includes(service),
    unit: "usd",
    committed: sum(plans, listCommitment),
    eligible: Math.max(
      sum(there, ({ coveredUsd, onDemandUsd }) => coveredUsd + onDemandUsd) -
        sum(taken, ({ onDemandEquivalentUsd }) => onDemandEquivalentUsd),
      sum(plans, ({ onDemandEquivalentUsd }) => onDemandEquivalentUsd),
    ),
    endEpoch: lastEnd(plans),
  };
}

/** What a plan would cover at list prices if all of it were used. */
function listCommitment({ commitmentUsd, usedUsd, onDemandEquivalentUsd }: SavingsPlan): number {
  return usedUsd > 0 ? (commitmentUsd * onDemandEquivalentUsd) / usedUsd : commitmentUsd;
}

/** Cost Explorer's names of the services that plans cover. */
const SERVICES: readonly (readonly [pattern: RegExp, service: string])[] = [
  [/elastic compute cloud/i, "ec2"],
  [/lambda/i, "lambda"],
  [/sagemaker/i, "sagemaker"],
  [/container|kubernetes|fargate/i, "containers"],
];
const serviceOf = (name: string): string => SERVICES.find(([pattern]) => pattern.test(name))?.[1] ?? "databases";

/** An engine that AWS leaves open is any. */
function sameEngine(a: string, b: string): boolean {
  const [one, other] = [a, b].map((engine) => engine.toLowerCase().replaceAll(/[^a-z]/g, ""));
  return one === "" || other === "" || one === other;
}

function grouped<T>(all: readonly T[], key: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
}

function nonEmpty<T>(all: readonly T[]): readonly [T, ...T[]] {
  const [first, ...others] = all;
  if (first === undefined) throw new RangeError("a group has at least one member");
  return [first, ...others];
}

const sum = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((total, one) => total + of(one), 0);
const lastEnd = (all: readonly { readonly endEpoch: number }[]): number => Math.max(...all.map(({ endEpoch }) => endEpoch));

/** Hours of a term's rest in months of 730. */
export const monthsUntil = (endEpoch: number, nowEpoch: number): number => Math.max(0, endEpoch - nowEpoch) / 3600 / HOURS_PER_MONTH;
