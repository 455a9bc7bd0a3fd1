import { z } from "zod";
import { ServiceError } from "../wire/errors";
import { parseRequest } from "../wire/request";
import { element, escaped } from "../wire/xml";
import { type Market, type SpotPoint, spotMarket } from "./market";

/** The `Version` by which EC2's query protocol is known from other services'. */
export const EC2_VERSION = "2016-11-15";

const LARGEST_PAGE = 1_000;
const MS_PER_SECOND = 1_000;

const moment = z.iso.datetime().transform((text) => Date.parse(text) / MS_PER_SECOND);

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSpotPriceHistory.html */
const request = z.strictObject({
  StartTime: moment.optional(),
  EndTime: moment.optional(),
  AvailabilityZone: z.string().optional(),
  MaxResults: z.coerce.number().int().min(1).max(LARGEST_PAGE).default(LARGEST_PAGE),
  NextToken: z.string().regex(/^\d+$/, "not one that DescribeSpotPriceHistory gave").transform(Number).optional(),
  types: z.array(z.string()),
  products: z.array(z.string()),
  filters: z.array(
    z.strictObject({ Name: z.enum(["availability-zone", "instance-type", "product-description"]), values: z.array(z.string()) }),
  ),
});
type Request = z.infer<typeof request>;

/** Answers one operation of EC2 in XML. @param region that the request is signed for */
export function ec2(form: URLSearchParams, region: string, nowEpoch: number): Buffer {
  const action = form.get("Action") ?? "";
  if (action !== "DescribeSpotPriceHistory") throw new ServiceError("InvalidAction", `this stand-in does not answer ${action} of EC2`);
  const asked = parseRequest(request, membersOf(form), "InvalidParameterValue");
  const points = spotMarket(region, nowEpoch, (market) => isAskedFor(market, asked));
  const found = effective(points, asked);
  const from = asked.NextToken ?? 0;
  const to = from + asked.MaxResults;
  const items = found.slice(from, to).map(item).join("");
  const next = element("nextToken", to < found.length ? String(to) : "");
  return Buffer.from(element("DescribeSpotPriceHistoryResponse", element("spotPriceHistorySet", items) + next));
}

/** An error as EC2 sends it. */
export const ec2Error = ({ code, message }: ServiceError): string =>
  element("Response", element("Errors", element("Error", element("Code", code) + element("Message", escaped(message)))));

/** What holds within the span, and of each market the last price before it. */
function effective(points: readonly SpotPoint[], { StartTime = 0, EndTime = Number.POSITIVE_INFINITY }: Request): readonly SpotPoint[] {
  const begun = new Set<string>();
  return points.filter((point) => {
    if (point.epoch > EndTime) return false;
    if (point.epoch >= StartTime) return true;
    const id = [point.instanceType, point.productDescription, point.zone].join("/");
    const isLast = !begun.has(id);
    begun.add(id);
    return isLast;
  });
}

function isAskedFor({ instanceType, productDescription, zone }: Market, { types, products, AvailabilityZone, filters }: Request): boolean {
  const own = { "availability-zone": zone, "instance-type": instanceType, "product-description": productDescription };
  return (
    (types.length === 0 || types.includes(instanceType)) &&
    (products.length === 0 || products.includes(productDescription)) &&
    (AvailabilityZone ?? zone) === zone &&
    filters.every(({ Name, values }) => values.includes(own[Name]))
  );
}

/** Lists are numbered in EC2's forms: `InstanceType.1`, `Filter.1.Name`, `Filter.1.Value.1`. */
function membersOf(form: URLSearchParams): object {
  const all = (pattern: RegExp): readonly string[] => [...form].flatMap(([name, value]) => (pattern.test(name) ? [value] : []));
  const plain = [...form].filter(([name]) => !name.includes(".") && name !== "Action" && name !== "Version");
  const filters = [...form].flatMap(([name, Name]) => {
    const number = /^Filter\.(\d+)\.Name$/.exec(name)?.[1];
    return number === undefined ? [] : [{ Name, values: all(new RegExp(`^Filter\\.${number}\\.Value\\.\\d+$`)) }];
  });
  return { ...Object.fromEntries(plain), types: all(/^InstanceType\.\d+$/), products: all(/^ProductDescription\.\d+$/), filters };
}

const item = ({ instanceType, productDescription, zone, usd, epoch }: SpotPoint): string =>
  element(
    "item",
    [
      element("availabilityZone", zone),
      element("instanceType", instanceType),
      element("productDescription", productDescription),
      element("spotPrice", usd),
      element("timestamp", new Date(epoch * MS_PER_SECOND).toISOString()),
    ].join(""),
  );
