import { z } from "zod";
import { SECONDS_PER_DAY, SECONDS_PER_MINUTE } from "../time";
import { ServiceError, validationError } from "../wire/errors";
import { parseRequest } from "../wire/request";
import { parseStatistic, type RequestedStatistic } from "./statistics";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export const MAX_QUERIES = 500;
export const MAX_DATAPOINTS = 100_800;

const dimensions = z
  .array(z.strictObject({ Name: z.string(), Value: z.string() }))
  .max(30)
  .default([]);
const query = z.strictObject({
  Id: z.string().regex(/^[a-z][a-zA-Z0-9_]{0,254}$/, "must start with a lower case letter"),
  Label: z.string().optional(),
  ReturnData: z.boolean().default(true),
  AccountId: z.string().optional(),
  Expression: z.string().optional(),
  Period: z.number().optional(),
  MetricStat: z
    .strictObject({
      Metric: z.strictObject({ Namespace: z.string(), MetricName: z.string(), Dimensions: dimensions }),
      Period: z.int().positive(),
      Stat: z.string(),
      Unit: z.string().optional(),
    })
    .optional(),
});

const getMetricDataSchema = z.strictObject({
  MetricDataQueries: z.array(query).min(1).max(MAX_QUERIES, `must hold at most ${MAX_QUERIES} queries`),
  StartTime: z.number(),
  EndTime: z.number(),
  NextToken: z.string().optional(),
  ScanBy: z.enum(["TimestampAscending", "TimestampDescending"]).default("TimestampDescending"),
  MaxDatapoints: z.int().positive().max(MAX_DATAPOINTS, `must be at most ${MAX_DATAPOINTS}`).default(MAX_DATAPOINTS),
  LabelOptions: z.unknown().optional(),
});

export interface MetricQuery {
  readonly id: string;
  readonly label: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly periodSeconds: number;
  readonly statistic: RequestedStatistic;
}

export interface GetMetricDataRequest {
  readonly queries: readonly MetricQuery[];
  /** Epoch seconds. */
  readonly start: number;
  readonly end: number;
  readonly descending: boolean;
  readonly maxDatapoints: number;
  readonly nextToken: string | undefined;
}

/** Reads a GetMetricData body. @throws ServiceError `ValidationError` as CloudWatch's limits demand */
export function parseGetMetricData(body: unknown): GetMetricDataRequest {
  const request = parseRequest(getMetricDataSchema, body, "ValidationError");
  if (request.EndTime <= request.StartTime) throw validationError("StartTime must be before EndTime");
  const ids = new Set(request.MetricDataQueries.map(({ Id }) => Id));
  if (ids.size !== request.MetricDataQueries.length) throw validationError("the Ids of MetricDataQueries must be unique");
  return {
    queries: request.MetricDataQueries.filter(({ ReturnData }) => ReturnData).map(readQuery),
    start: request.StartTime,
    end: request.EndTime,
    descending: request.ScanBy === "TimestampDescending",
    maxDatapoints: request.MaxDatapoints,
    nextToken: request.NextToken,
  };
}

function readQuery({ Id, Label, Expression, MetricStat }: z.infer<typeof query>): MetricQuery {
  if (MetricStat === undefined || Expression !== undefined) {
    throw new ServiceError(
      "ValidationError",
      `${Id}: this stand-in answers MetricStat queries; metric math and Metrics Insights it does not`,
    );
  }
  const { Metric, Period, Stat } = MetricStat;
  const statistic = parseStatistic(Stat);
  if (statistic === undefined)
    throw validationError(`${Id}: statistic ${Stat} is not served; use Average, Maximum, Minimum, Sum, SampleCount or pNN`);
  if (Period % SECONDS_PER_MINUTE !== 0) throw validationError(`${Id}: Period ${Period} must be a multiple of ${SECONDS_PER_MINUTE}`);
  if (statistic.kind === "percentile" && SECONDS_PER_DAY % Period !== 0) {
    throw validationError(`${Id}: a percentile is served for periods that divide a day, not for ${Period} s`);
  }
  return {
    id: Id,
    label: Label ?? Metric.MetricName,
    namespace: Metric.Namespace,
    metricName: Metric.MetricName,
    dimensions: Object.fromEntries(Metric.Dimensions.map(({ Name, Value }) => [Name, Value])),
    periodSeconds: Period,
    statistic,
  };
}
