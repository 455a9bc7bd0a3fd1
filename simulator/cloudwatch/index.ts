import { ServiceError } from "../wire/errors";
import type { World } from "../world";
import { listMetrics } from "./list-metrics";
import { getMetricDataPage } from "./page";
import type { MetricDataQuota } from "./quota";
import { parseGetMetricData } from "./request";

export { MetricDataQuota, throttled } from "./quota";

/** Prefix of `X-Amz-Target` for CloudWatch in AWS JSON 1.0. */
export const CLOUDWATCH_TARGET = "GraniteServiceVersion20100801";

export interface CloudWatchContext {
  readonly world: World;
  /** The simulator's clock, epoch seconds. */
  readonly nowEpoch: number;
  /** Absent where quotas are off. */
  readonly quota: MetricDataQuota | undefined;
}

/** Answers one operation; the result is the body as JSON. */
export function cloudWatch(operation: string, body: unknown, { world, nowEpoch, quota }: CloudWatchContext): Buffer {
  switch (operation) {
    case "GetMetricData": {
      quota?.admitCall();
      const request = parseGetMetricData(body);
      const page = getMetricDataPage(world, request, nowEpoch);
      quota?.admitPoints(page.datapoints, nowEpoch - request.start);
      return page.body;
    }
    case "ListMetrics":
      return Buffer.from(JSON.stringify(listMetrics(world, body, nowEpoch)));
    default:
      throw new ServiceError("UnknownOperationException", `this stand-in does not answer ${operation} of CloudWatch`);
  }
}
