import { z } from "zod";
import { SECONDS_PER_DAY } from "../../contract";
import { byDay, type Evidence, type Tiers } from "../evidence";
import { sumTiers, whereKnown } from "../evidence/tiers";
import { billItem } from "../kinds/dynamodb-table";
import { timeMean } from "../kinds/reading";
import { DIRECTIONS, type Traffic, tableTraffic } from "../kinds/table-traffic";
import { memoFor } from "../memo";
import { bill, usd } from "../money";
import { proposal } from "../plan/proposal";
import { largest } from "../statistics";
import { finding, percent } from "./finding";
import { rule } from "./rule";

const parameters = z.strictObject({ consumedShareBelow: z.number().min(0).max(1), days: z.int().positive() });

const DAYS_PER_WEEK = 7;

/** Asked when declining and when proposing. */
const trafficOf = memoFor((e: Evidence): readonly Traffic[] => tableTraffic(e));

interface DailyShare {
  readonly day: number;
  readonly share: number;
}

/** Consumed over provisioned by local day, the worse of reads and writes as far as they are known, over the table and its indexes. */
const dailyShares = memoFor((e: Evidence): readonly DailyShare[] => {
  const traffic = trafficOf(e);
  const perDirection = DIRECTIONS.map((direction) => {
    const ofDirection = traffic.filter((one) => one.direction === direction);
    const sums = (quantity: (one: Traffic) => Tiers) =>
      byDay(sumTiers(ofDirection.map(quantity)), e.dayOf).map(({ day, parts }) => ({ day, mean: timeMean(parts) }));
    const provisioned = sums((one) => one.provisioned);
    return sums(({ consumed, provisioned: then }) => whereKnown(consumed, then)).map(({ day, mean }, i) => ({
      day,
      share: mean / (provisioned[i]?.mean ?? Number.NaN),
    }));
  });
  const [reads = [], writes = []] = perDirection;
  return reads.map(({ day, share }, i) => ({ day, share: largest([share, writes[i]?.share ?? Number.NaN]) }));
});

/** Of each local day that begins, or goes on, within so many times 24 hours. */
const lastShares = (e: Evidence, days: number): readonly number[] =>
  dailyShares(e)
    .filter(({ day }) => day >= e.dayOf(e.endEpoch - days * SECONDS_PER_DAY))
    .map(({ share }) => share);

/** The first of the window's whole weeks, counted back from its end, in which on demand would have cost no less. */
function dearerWeek(
  e: Evidence,
  traffic: readonly Traffic[],
): { readonly week: number; readonly onDemand: number; readonly provisioned: number } | undefined {
  const weeks = Math.floor((e.endEpoch - e.startEpoch) / (DAYS_PER_WEEK * SECONDS_PER_DAY));
  for (let week = 0; week < weeks; week++) {
    const until = e.endEpoch - week * DAYS_PER_WEEK * SECONDS_PER_DAY;
    const within = (tiers: Tiers): Tiers => during(tiers, until - DAYS_PER_WEEK * SECONDS_PER_DAY, until);
    const onDemand = bill(
      traffic.map((one) => billItem("PAY_PER_REQUEST", one, timeMean(within(one.consumed)))),
      e.prices,
    );
    const provisioned = bill(
      traffic.map((one) => billItem("PROVISIONED", one, timeMean(within(one.provisioned)))),
      e.prices,
    );
    if (onDemand.priced && provisioned.priced && onDemand.monthlyUsd >= provisioned.monthlyUsd) {
      return { week, onDemand: onDemand.monthlyUsd, provisioned: provisioned.monthlyUsd };
    }
  }
  return undefined;
}

const during = (tiers: Tiers, from: number, until: number): Tiers =>
  tiers.map(({ grid, values }) => {
    const index = (epoch: number) => Math.min(values.length, Math.max(0, Math.round((epoch - grid.startEpoch) / grid.periodSeconds)));
    const first = index(from);
    const part = values.subarray(first, index(until));
    return { grid: { ...grid, startEpoch: grid.startEpoch + first * grid.periodSeconds, length: part.length }, values: part };
  });

/** On demand when little of what is provisioned was used for long, and each single week would have been cheaper. */
export const dynamodbBilling = rule({
  name: "dynamodb-billing",
  kinds: ["dynamodb-table"],
  parameters,
  declines: (e, p) => {
    if (e.current.billing_mode !== "PROVISIONED") return "the table is on demand already";
    const traffic = trafficOf(e);
    const high = lastShares(e, p.days).filter((share) => share >= p.consumedShareBelow);
    if (high.length > 0)
      return `consumption was ${percent(Math.max(...high))} of provisioned on a day of the last ${p.days}, not under ${percent(p.consumedShareBelow)}`;
    const days = (e.endEpoch - e.startEpoch) / SECONDS_PER_DAY;
    if (days < p.days) return `${Math.floor(days)} days of measurements, ${p.days} needed`;
    const dearer = dearerWeek(e, traffic);
    return dearer === undefined
      ? undefined
      : `on demand would have cost ${usd(dearer.onDemand)} a month against ${usd(dearer.provisioned)} at the rate of the week that ended ${dearer.week * DAYS_PER_WEEK} days ago`;
  },
  propose: (e, p) => {
    if (!e.turns("billing_mode")) return [];
    const share = largest(lastShares(e, p.days));
    return [
      proposal(e, {
        rule: "dynamodb-billing",
        direction: "down",
        to: { ...e.current, billing_mode: "PAY_PER_REQUEST" },
        reason: `consumption stayed under ${percent(p.consumedShareBelow)} of provisioned on each of the last ${p.days} days, and on demand is cheaper in every week of the window`,
        findings: Number.isFinite(share)
          ? [
              finding(e, e.study.rests, {
                metric: "consumed per provisioned units, table and indexes",
                statistic: `greatest daily share of the last ${p.days} days, the worse of reads and writes`,
                value: share,
                unit: "fraction",
              }),
            ]
          : [],
      }),
    ];
  },
});
