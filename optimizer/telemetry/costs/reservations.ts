import { GetReservationCoverageCommand, GetReservationUtilizationCommand } from "@aws-sdk/client-cost-explorer";
import { SECONDS_PER_DAY } from "../../../contract";
import type { CostPlan, Period } from "./plan";
import { RESERVABLE, type Reservable, type Reservation, type Running } from "./schema";
import type { CostSession } from "./session";
import { atLeastZero, attribute, epochOf, numberOrZero } from "./values";

/** Cost Explorer's names of the services, and the dimension beside the type that a reservation is bound to. */
export const SERVICES = {
  ec2: { name: "Amazon Elastic Compute Cloud - Compute", engine: "PLATFORM", attribute: "platform" },
  rds: { name: "Amazon Relational Database Service", engine: "DATABASE_ENGINE", attribute: "databaseEngine" },
  elasticache: { name: "Amazon ElastiCache", engine: "CACHE_ENGINE", attribute: "cacheEngine" },
} as const satisfies Record<Reservable, object>;

export const hoursIn = ({ Start, End }: Period): number => ((Date.parse(End) - Date.parse(Start)) / 1000 / SECONDS_PER_DAY) * 24;

/** Contracts in force and how much of each is used. https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetReservationUtilization.html */
export async function readReservations(session: CostSession, { recent }: CostPlan): Promise<readonly Reservation[]> {
  const pages = await session.pagesIfAny(async (NextPageToken, abortSignal) => {
    const page = await session.client.send(
      new GetReservationUtilizationCommand({
        TimePeriod: recent,
        GroupBy: [{ Type: "DIMENSION", Key: "SUBSCRIPTION_ID" }],
        NextPageToken,
      }),
      { abortSignal },
    );
    return { token: page.NextPageToken, groups: (page.UtilizationsByTime ?? []).flatMap(({ Groups }) => Groups ?? []) };
  });
  const hours = hoursIn(recent);
  return pages
    .flatMap(({ groups }) => groups)
    .flatMap(({ Value = "", Attributes, Utilization }) => {
      const service = RESERVABLE.find((each) => SERVICES[each].name === attribute(Attributes, "service"));
      if (service === undefined) return [];
      return [
        {
          id: Value,
          service,
          region: attribute(Attributes, "region"),
          instanceType: attribute(Attributes, "instanceType"),
          sizeFlexible: /^flex/i.test(attribute(Attributes, "sizeFlexibility")),
          engine: attribute(Attributes, SERVICES[service].attribute),
          endEpoch: epochOf(attribute(Attributes, "endDateTime"), `the end of reservation ${Value}`),
          purchasedUnits: atLeastZero(numberOrZero(Utilization?.PurchasedUnits, "purchased units") / hours),
          usedUnits: atLeastZero(numberOrZero(Utilization?.TotalActualUnits, "used units") / hours),
        },
      ];
    });
}

/** What runs of each type, reserved or not. https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetReservationCoverage.html */
export async function readRunning(session: CostSession, { recent, reservable }: CostPlan): Promise<readonly Running[]> {
  const hours = hoursIn(recent);
  const found: Running[] = [];
  for (const { service, region } of reservable) {
    const { name, engine, attribute: engineAttribute } = SERVICES[service];
    const pages = await session.pagesIfAny(async (NextPageToken, abortSignal) => {
      const page = await session.client.send(
        new GetReservationCoverageCommand({
          TimePeriod: recent,
          Filter: {
            And: [{ Dimensions: { Key: "SERVICE", Values: [name] } }, { Dimensions: { Key: "REGION", Values: [region] } }],
          },
          GroupBy: [
            { Type: "DIMENSION", Key: "INSTANCE_TYPE" },
            { Type: "DIMENSION", Key: engine },
          ],
          Metrics: ["Unit"],
          NextPageToken,
        }),
        { abortSignal },
      );
      return { token: page.NextPageToken, groups: (page.CoveragesByTime ?? []).flatMap(({ Groups }) => Groups ?? []) };
    });
    for (const { Attributes, Coverage } of pages.flatMap(({ groups }) => groups)) {
      const units = Coverage?.CoverageNormalizedUnits;
      found.push({
        service,
        region,
        instanceType: attribute(Attributes, "instanceType"),
        engine: attribute(Attributes, engineAttribute),
        reservedUnits: atLeastZero(numberOrZero(units?.ReservedNormalizedUnits, "reserved units") / hours),
        onDemandUnits: atLeastZero(numberOrZero(units?.OnDemandNormalizedUnits, "units on demand") / hours),
      });
    }
  }
  return found;
}
