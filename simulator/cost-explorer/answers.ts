import type { AccountCosts } from "../scenario/costs";
import { ServiceError } from "../wire/errors";
import type { Period, Requests } from "./requests";

/** What the answers rest on. */
export interface Account {
  readonly costs: AccountCosts;
  readonly nowEpoch: number;
  readonly stack: string;
}

const SERVICE_NAMES = {
  ec2: "Amazon Elastic Compute Cloud - Compute",
  rds: "Amazon Relational Database Service",
  elasticache: "Amazon ElastiCache",
} as const;
const ENGINES = { ec2: "platform", rds: "databaseEngine", elasticache: "cacheEngine" } as const;
const MONTHS_A_PAGE = 4;
const DAY_SECONDS = 86_400;

const unavailable = (): ServiceError =>
  new ServiceError("DataUnavailableException", "Data is not available. Please try to adjust the time period.");
const hours = ({ Start, End }: Period): number => (Date.parse(End) - Date.parse(Start)) / 3_600_000;
const text = (value: number): string => value.toFixed(10);
const day = (epoch: number): string => new Date(epoch * 1000).toISOString().slice(0, 10);
const instant = (epoch: number): string => new Date(epoch * 1000).toISOString().replace(/\.\d+Z$/, ".000Z");

/** Months that the period covers, the first and the last perhaps in part; End is exclusive. */
export function costAndUsage({ costs, nowEpoch, stack }: Account, request: Requests["GetCostAndUsage"]): object {
  const { TimePeriod, Metrics, GroupBy, NextPageToken } = request;
  if (Metrics.some((metric) => metric !== "NetAmortizedCost"))
    throw new ServiceError("ValidationException", "this stand-in knows NetAmortizedCost");
  if (GroupBy.some(({ Type }) => Type !== "TAG")) throw new ServiceError("ValidationException", "this stand-in groups by tags");
  const now = new Date(nowEpoch * 1000);
  const present = now.getUTCFullYear() * 12 + now.getUTCMonth();
  const all = monthsOf(TimePeriod);
  const from = NextPageToken === undefined ? 0 : Number(NextPageToken);
  const ResultsByTime = all.slice(from, from + MONTHS_A_PAGE).map(({ Start, End }) => {
    const start = new Date(Start);
    const age = present - (start.getUTCFullYear() * 12 + start.getUTCMonth());
    const groups = age < 0 || age > costs.months ? [] : Object.entries(costs.monthlyUsd);
    const share = age === 0 ? now.getUTCDate() / 30 : 1;
    return {
      TimePeriod: { Start, End },
      Total: {},
      Estimated: age <= 0,
      Groups: groups.map(([component, usd]) => ({
        Keys: GroupBy.map(({ Key }) => (Key === "Stack" ? `Stack$${stack}` : Key === "Component" ? `Component$${component}` : `${Key}$`)),
        Metrics: { NetAmortizedCost: { Amount: text(usd * share * (1 + costs.monthlyGrowth) ** -age), Unit: "USD" } },
      })),
    };
  });
  return {
    ResultsByTime,
    GroupDefinitions: GroupBy,
    ...(from + MONTHS_A_PAGE < all.length ? { NextPageToken: String(from + MONTHS_A_PAGE) } : {}),
  };
}

function monthsOf({ Start, End }: Period): readonly Period[] {
  const months: Period[] = [];
  for (let from = Start; from < End; ) {
    const date = new Date(from);
    const next = day(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 1000);
    months.push({ Start: from, End: next < End ? next : End });
    from = next;
  }
  return months;
}

export function reservationUtilization({ costs, nowEpoch }: Account, { TimePeriod }: Requests["GetReservationUtilization"]): object {
  if (costs.reservations.length === 0) throw unavailable();
  const span = hours(TimePeriod);
  const Groups = costs.reservations.map(
    ({ id, service, region, instanceType, engine, sizeFlexible, endsInDays, purchasedUnits, usedUnits }) => ({
      Key: "SUBSCRIPTION_ID",
      Value: id,
      Attributes: {
        subscriptionId: id,
        service: SERVICE_NAMES[service],
        region,
        instanceType,
        [ENGINES[service]]: engine,
        sizeFlexibility: sizeFlexible ? "FlexRI" : "NonFlexRI",
        endDateTime: instant(nowEpoch + endsInDays * DAY_SECONDS),
      },
      Utilization: {
        PurchasedUnits: text(purchasedUnits * span),
        TotalActualUnits: text(usedUnits * span),
        UnusedUnits: text((purchasedUnits - usedUnits) * span),
      },
    }),
  );
  return { UtilizationsByTime: [{ TimePeriod, Groups }] };
}

export function reservationCoverage({ costs }: Account, { TimePeriod, Filter }: Requests["GetReservationCoverage"]): object {
  const wanted = (key: string): readonly string[] => Filter.And.find(({ Dimensions }) => Dimensions.Key === key)?.Dimensions.Values ?? [];
  const span = hours(TimePeriod);
  const Groups = costs.running
    .filter(({ service, region }) => wanted("SERVICE").includes(SERVICE_NAMES[service]) && wanted("REGION").includes(region))
    .map(({ service, region, instanceType, engine, reservedUnits, onDemandUnits }) => ({
      Attributes: { instanceType, region, [ENGINES[service]]: engine },
      Coverage: {
        CoverageNormalizedUnits: {
          OnDemandNormalizedUnits: text(onDemandUnits * span),
          ReservedNormalizedUnits: text(reservedUnits * span),
          TotalRunningNormalizedUnits: text((onDemandUnits + reservedUnits) * span),
        },
      },
    }));
  return { CoveragesByTime: [{ TimePeriod, Groups }] };
}

export function planDetails({ costs, nowEpoch }: Account, { TimePeriod }: Requests["GetSavingsPlansUtilizationDetails"]): object {
  if (costs.savingsPlans.length === 0) throw unavailable();
  const span = hours(TimePeriod);
  return {
    TimePeriod,
    SavingsPlansUtilizationDetails: costs.savingsPlans.map((plan) => ({
      SavingsPlanArn: `arn:aws:savingsplans::123456789012:savingsplan/${plan.id}`,
      Attributes: {
        SavingsPlansType: plan.type,
        ...(plan.region === "" ? {} : { Region: plan.region, InstanceFamily: plan.family }),
        EndDateTime: instant(nowEpoch + plan.endsInDays * DAY_SECONDS),
      },
      Utilization: {
        TotalCommitment: text(plan.commitmentUsd * span),
        UsedCommitment: text(plan.usedUsd * span),
        UnusedCommitment: text((plan.commitmentUsd - plan.usedUsd) * span),
      },
      Savings: { OnDemandCostEquivalent: text(plan.onDemandEquivalentUsd * span) },
    })),
  };
}

export function planCoverage({ costs }: Account, { TimePeriod }: Requests["GetSavingsPlansCoverage"]): object {
  const span = hours(TimePeriod);
  return {
    SavingsPlansCoverages: costs.eligible.map(({ service, family, region, coveredUsd, onDemandUsd }) => ({
      Attributes: { SERVICE: service, INSTANCE_FAMILY: family, REGION: region },
      Coverage: {
        SpendCoveredBySavingsPlans: text(coveredUsd * span),
        OnDemandCost: text(onDemandUsd * span),
        TotalCost: text((coveredUsd + onDemandUsd) * span),
      },
      TimePeriod,
    })),
  };
}

export function reservationAdvice({ costs }: Account, { Service }: Requests["GetReservationPurchaseRecommendation"]): object {
  const RecommendationDetails = (costs.advice[Service] ?? []).map(({ what, amount, monthlySavingUsd }) => ({
    InstanceDetails: instanceDetails(Service, what),
    RecommendedNumberOfInstancesToPurchase: String(amount),
    EstimatedMonthlySavingsAmount: text(monthlySavingUsd),
  }));
  return { Recommendations: RecommendationDetails.length === 0 ? [] : [{ RecommendationDetails }] };
}

function instanceDetails(service: string, what: string): object {
  const [type = "", region = ""] = what.split(" in ");
  switch (service) {
    case SERVICE_NAMES.rds:
      return { RDSInstanceDetails: { InstanceType: type, Region: region } };
    case SERVICE_NAMES.elasticache:
      return { ElastiCacheInstanceDetails: { NodeType: type, Region: region } };
    default:
      return { EC2InstanceDetails: { InstanceType: type, Region: region } };
  }
}

export function planAdvice({ costs }: Account, { SavingsPlansType }: Requests["GetSavingsPlansPurchaseRecommendation"]): object {
  const SavingsPlansPurchaseRecommendationDetails = (costs.advice[SavingsPlansType] ?? []).map(({ amount, monthlySavingUsd }) => ({
    HourlyCommitmentToPurchase: text(amount),
    EstimatedMonthlySavingsAmount: text(monthlySavingUsd),
  }));
  return { SavingsPlansPurchaseRecommendation: { SavingsPlansType, SavingsPlansPurchaseRecommendationDetails } };
}
