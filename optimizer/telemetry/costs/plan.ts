import { type DeploymentContract, type Kind, SECONDS_PER_DAY } from "../../../contract";
import type { PlanType, Reservable } from "./schema";

/** https://aws.amazon.com/aws-cost-management/aws-cost-explorer/pricing/: for each page. */
export const USD_PER_CALL = 0.01;
const LOOK_BACKS = [7, 30, 60] as const;
export type LookBackDays = (typeof LOOK_BACKS)[number];
/** Whole months before the present one. */
const MONTHS = 6;

export interface Period {
  readonly Start: string;
  /** Exclusive. */
  readonly End: string;
}

/** What will be asked of Cost Explorer. */
export interface CostPlan {
  readonly stack: string;
  readonly readAtEpoch: number;
  /** The longest look-back that AWS offers within the policy's. */
  readonly lookBackDays: LookBackDays;
  /** The last days that commitments and usage are averaged over. */
  readonly recent: Period;
  readonly months: Period;
  readonly reservable: readonly { readonly service: Reservable; readonly region: string }[];
  readonly planTypes: readonly PlanType[];
  /** With one page for each answer. */
  readonly calls: number;
}

const SERVICE_OF: Readonly<Partial<Record<Kind, Reservable>>> = {
  "auto-scaling-group": "ec2",
  "aurora-cluster": "rds",
  "aurora-global": "rds",
  "rds-instance": "rds",
  redis: "elasticache",
};
const PLANS_OF: Readonly<Partial<Record<Kind, readonly PlanType[]>>> = {
  "auto-scaling-group": ["COMPUTE_SP", "EC2_INSTANCE_SP"],
  "lambda-function": ["COMPUTE_SP"],
  "aurora-cluster": ["DATABASE_SP"],
  "aurora-global": ["DATABASE_SP"],
  "rds-instance": ["DATABASE_SP"],
  "inference-endpoint": ["SAGEMAKER_SP"],
  "training-job": ["SAGEMAKER_SP"],
};

/** The months, contracts, plans, what plans cover; what runs of each service in each region; advice of each service and type of plan. */
export function costPlan(contract: DeploymentContract, nowEpoch: number): CostPlan {
  const present = Object.entries(contract.components).map(([name, { kind }]) => ({
    kind,
    region: contract.inventory[name]?.region ?? contract.regions[0] ?? "",
  }));
  const reservable = new Map(
    present.flatMap(({ kind, region }) => {
      const service = SERVICE_OF[kind];
      return service === undefined ? [] : [[`${service} ${region}`, { service, region }] as const];
    }),
  );
  const planTypes = [...new Set(present.flatMap(({ kind }) => PLANS_OF[kind] ?? []))].sort();
  const services = new Set([...reservable.values()].map(({ service }) => service));
  const { lookBackDays } = contract.policy;
  const [shortest, ...longer] = LOOK_BACKS;
  return {
    stack: contract.stack,
    readAtEpoch: nowEpoch,
    lookBackDays: longer.reduce<LookBackDays>((best, days) => (days <= lookBackDays ? days : best), shortest),
    recent: { Start: day(nowEpoch - 30 * SECONDS_PER_DAY), End: day(nowEpoch) },
    months: { Start: monthsBefore(nowEpoch, MONTHS), End: day(nowEpoch + SECONDS_PER_DAY) },
    reservable: [...reservable.values()].sort((a, b) => (`${a.service} ${a.region}` < `${b.service} ${b.region}` ? -1 : 1)),
    planTypes,
    calls: 4 + reservable.size + services.size + planTypes.length,
  };
}

const day = (epoch: number): string => new Date(epoch * 1000).toISOString().slice(0, 10);

function monthsBefore(epoch: number, months: number): string {
  const now = new Date(epoch * 1000);
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1)).toISOString().slice(0, 10);
}
