import { GetSavingsPlansCoverageCommand, GetSavingsPlansUtilizationDetailsCommand } from "@aws-sdk/client-cost-explorer";
import type { CostPlan } from "./plan";
import { hoursIn } from "./reservations";
import type { EligibleUsage, PlanType, SavingsPlan } from "./schema";
import type { CostSession } from "./session";
import { atLeastZero, attribute, epochOf, numberOrZero } from "./values";

/** Types as the details spell them, which is not how the recommendations do. */
const TYPES: readonly (readonly [pattern: RegExp, type: PlanType])[] = [
  [/^compute/i, "COMPUTE_SP"],
  [/^ec2.?instance/i, "EC2_INSTANCE_SP"],
  [/^sage.?maker/i, "SAGEMAKER_SP"],
  [/^database/i, "DATABASE_SP"],
];

/** Plans in force. https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetSavingsPlansUtilizationDetails.html */
export async function readSavingsPlans(session: CostSession, { recent }: CostPlan): Promise<readonly SavingsPlan[]> {
  const pages = await session.pagesIfAny(async (NextToken, abortSignal) => {
    const page = await session.client.send(
      new GetSavingsPlansUtilizationDetailsCommand({
        TimePeriod: recent,
        DataType: ["ATTRIBUTES", "UTILIZATION", "SAVINGS"],
        NextToken,
      }),
      { abortSignal },
    );
    return { token: page.NextToken, details: page.SavingsPlansUtilizationDetails ?? [] };
  });
  const hours = hoursIn(recent);
  return pages
    .flatMap(({ details }) => details)
    .flatMap(({ SavingsPlanArn = "", Attributes, Utilization, Savings }) => {
      const spelled = attribute(Attributes, "SavingsPlansType");
      const type = TYPES.find(([pattern]) => pattern.test(spelled))?.[1];
      if (type === undefined) return [];
      return [
        {
          id: SavingsPlanArn,
          type,
          region: type === "EC2_INSTANCE_SP" ? attribute(Attributes, "Region") : "",
          family: type === "EC2_INSTANCE_SP" ? attribute(Attributes, "InstanceFamily") : "",
          endEpoch: epochOf(attribute(Attributes, "EndDateTime"), `the end of ${SavingsPlanArn}`),
          commitmentUsd: atLeastZero(numberOrZero(Utilization?.TotalCommitment, "a commitment") / hours),
          usedUsd: atLeastZero(numberOrZero(Utilization?.UsedCommitment, "a used commitment") / hours),
          onDemandEquivalentUsd: atLeastZero(numberOrZero(Savings?.OnDemandCostEquivalent, "an on-demand equivalent") / hours),
        },
      ];
    });
}

/** What plans cover, and what they could still cover. https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetSavingsPlansCoverage.html */
export async function readEligible(session: CostSession, { recent }: CostPlan): Promise<readonly EligibleUsage[]> {
  const pages = await session.pagesIfAny(async (NextToken, abortSignal) => {
    const page = await session.client.send(
      new GetSavingsPlansCoverageCommand({
        TimePeriod: recent,
        GroupBy: [
          { Type: "DIMENSION", Key: "SERVICE" },
          { Type: "DIMENSION", Key: "INSTANCE_FAMILY" },
          { Type: "DIMENSION", Key: "REGION" },
        ],
        NextToken,
      }),
      { abortSignal },
    );
    return { token: page.NextToken, coverages: page.SavingsPlansCoverages ?? [] };
  });
  const hours = hoursIn(recent);
  return pages
    .flatMap(({ coverages }) => coverages)
    .map(({ Attributes, Coverage }) => ({
      service: attribute(Attributes, "SERVICE"),
      family: attribute(Attributes, "INSTANCE_FAMILY"),
      region: attribute(Attributes, "REGION"),
      coveredUsd: atLeastZero(numberOrZero(Coverage?.SpendCoveredBySavingsPlans, "covered spend") / hours),
      onDemandUsd: atLeastZero(numberOrZero(Coverage?.OnDemandCost, "on-demand spend") / hours),
    }));
}
