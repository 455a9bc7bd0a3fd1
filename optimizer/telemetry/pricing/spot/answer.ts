import type { SpotPrice } from "@aws-sdk/client-ec2";
import { z } from "zod";
import { MS_PER_SECOND, type SpotMarket } from "../../../../contract";
import type { SpotHistory } from "../../snapshot";
import type { Unpriced } from "../price-of";
import { type Span, type SpotPoint, spotZones } from "./zones";

/** As instances in a VPC are called, which all are today. */
export const PRODUCT_DESCRIPTION = "Linux/UNIX";

const entry = z.object({
  AvailabilityZone: z.string().min(1),
  SpotPrice: z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .transform(Number)
    .refine((usd) => usd > 0),
  Timestamp: z.date(),
});

/**
 * A market's history from what EC2 sent, or why there is none. Other types and products that came along count for nothing; one
 * price of its own that cannot be read, and there is no history: it might be the highest.
 */
export function spotHistory(market: SpotMarket, region: string, span: Span, sent: readonly SpotPrice[]): SpotHistory | Unpriced {
  const { key, instanceType } = market;
  const own = sent.filter((one) => one.InstanceType === instanceType && one.ProductDescription === PRODUCT_DESCRIPTION);
  const points = own.flatMap((one): readonly SpotPoint[] => {
    const { success, data } = entry.safeParse(one);
    return success ? [{ zone: data.AvailabilityZone, epoch: data.Timestamp.getTime() / MS_PER_SECOND, usdPerHour: data.SpotPrice }] : [];
  });
  if (points.length < own.length)
    return { reason: `${own.length - points.length} of ${own.length} spot prices of ${instanceType} cannot be read` };
  const zones = spotZones(points, span);
  if (zones.length === 0) return { reason: `EC2 has no spot prices of ${instanceType} (${PRODUCT_DESCRIPTION}) in ${region}` };
  return { key, region, instanceType, productDescription: PRODUCT_DESCRIPTION, basis: "indication", ...span, zones };
}
