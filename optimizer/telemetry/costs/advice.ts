import { GetReservationPurchaseRecommendationCommand, GetSavingsPlansPurchaseRecommendationCommand } from "@aws-sdk/client-cost-explorer";
import type { CostPlan, LookBackDays } from "./plan";
import { SERVICES } from "./reservations";
import type { Advice, PlanType, Reservable } from "./schema";
import type { CostSession } from "./session";
import { numberOrZero } from "./values";

const LOOK_BACK = { 7: "SEVEN_DAYS", 30: "THIRTY_DAYS", 60: "SIXTY_DAYS" } as const satisfies Record<LookBackDays, string>;
/** The commitment that binds least: a reader who wants more discount asks AWS for longer terms. */
const TERMS = { termYears: 1, payment: "No Upfront" } as const;

/** What AWS would buy for the payer. Its look-back knows nothing of what is about to be turned down. */
export async function readAdvice(session: CostSession, { reservable, planTypes, lookBackDays }: CostPlan): Promise<readonly Advice[]> {
  const services = [...new Set(reservable.map(({ service }) => service))];
  const advice: Advice[] = [];
  for (const service of services) advice.push(await reservedInstances(session, service, lookBackDays));
  for (const type of planTypes) advice.push(await savingsPlans(session, type, lookBackDays));
  return advice;
}

/** https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetReservationPurchaseRecommendation.html */
async function reservedInstances(session: CostSession, service: Reservable, lookBackDays: LookBackDays): Promise<Advice> {
  const pages = await session.pagesIfAny(async (NextPageToken, abortSignal) => {
    const page = await session.client.send(
      new GetReservationPurchaseRecommendationCommand({
        Service: SERVICES[service].name,
        AccountScope: "PAYER",
        LookbackPeriodInDays: LOOK_BACK[lookBackDays],
        TermInYears: "ONE_YEAR",
        PaymentOption: "NO_UPFRONT",
        NextPageToken,
      }),
      { abortSignal },
    );
    return {
      token: page.NextPageToken,
      details: (page.Recommendations ?? []).flatMap(({ RecommendationDetails }) => RecommendationDetails ?? []),
    };
  });
  const items = pages
    .flatMap(({ details }) => details)
    .map(({ InstanceDetails: of, RecommendedNumberOfInstancesToPurchase: count, EstimatedMonthlySavingsAmount: saved }) => {
      const { EC2InstanceDetails: ec2, RDSInstanceDetails: rds, ElastiCacheInstanceDetails: cache } = of ?? {};
      const type = ec2?.InstanceType ?? rds?.InstanceType ?? cache?.NodeType ?? "instances";
      const region = ec2?.Region ?? rds?.Region ?? cache?.Region ?? "";
      return {
        what: `${numberOrZero(count, "a number of instances")} × ${type} in ${region}`,
        monthlySavingUsd: numberOrZero(saved, "a saving"),
      };
    });
  return { kind: "reserved-instances", of: service, lookBackDays, ...TERMS, monthlySavingUsd: total(items), items };
}

/** https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetSavingsPlansPurchaseRecommendation.html */
async function savingsPlans(session: CostSession, type: PlanType, lookBackDays: LookBackDays): Promise<Advice> {
  const pages = await session.pagesIfAny(async (NextPageToken, abortSignal) => {
    const page = await session.client.send(
      new GetSavingsPlansPurchaseRecommendationCommand({
        SavingsPlansType: type,
        AccountScope: "PAYER",
        LookbackPeriodInDays: LOOK_BACK[lookBackDays],
        TermInYears: "ONE_YEAR",
        PaymentOption: "NO_UPFRONT",
        NextPageToken,
      }),
      { abortSignal },
    );
    const recommended = page.SavingsPlansPurchaseRecommendation;
    return { token: page.NextPageToken, details: recommended?.SavingsPlansPurchaseRecommendationDetails ?? [] };
  });
  const items = pages
    .flatMap(({ details }) => details)
    .map(({ HourlyCommitmentToPurchase: hourly, EstimatedMonthlySavingsAmount: saved, SavingsPlansDetails: of }) => {
      const where = [of?.InstanceFamily, of?.Region].filter((text) => text !== undefined && text !== "").join(" in ");
      const commitment = `$${numberOrZero(hourly, "a commitment").toFixed(3)} an hour`;
      return { what: where === "" ? commitment : `${commitment}, ${where}`, monthlySavingUsd: numberOrZero(saved, "a saving") };
    });
  return { kind: "savings-plan", of: type, lookBackDays, ...TERMS, monthlySavingUsd: total(items), items };
}

const total = (items: Advice["items"]): number =>
  Math.round(items.reduce((sum, { monthlySavingUsd }) => sum + monthlySavingUsd, 0) * 100) / 100;
