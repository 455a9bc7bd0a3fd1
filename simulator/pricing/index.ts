import { z } from "zod";
import { ServiceError } from "../wire/errors";
import { parseRequest } from "../wire/request";
import { priceList } from "./price-list";

/** Prefix of `X-Amz-Target` for the Price List. */
export const PRICING_TARGET = "AWSPriceListService";

const MAX_RESULTS = 100;

/** https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html */
const getProductsSchema = z.strictObject({
  ServiceCode: z.string(),
  Filters: z
    .array(
      z.strictObject({
        Type: z.enum(["TERM_MATCH", "EQUALS", "CONTAINS", "ANY_OF", "NONE_OF"]),
        Field: z.string(),
        Value: z.string(),
      }),
    )
    .max(50)
    .default([]),
  FormatVersion: z.literal("aws_v1").optional(),
  NextToken: z.string().optional(),
  MaxResults: z.int().min(1).max(MAX_RESULTS).default(MAX_RESULTS),
});
type Filter = z.infer<typeof getProductsSchema>["Filters"][number];

/** Answers one operation; the result is the body as JSON. */
export function pricing(operation: string, body: unknown): Buffer {
  if (operation !== "GetProducts") {
    throw new ServiceError("UnknownOperationException", `this stand-in does not answer ${operation} of the Price List`);
  }
  const request = parseRequest(getProductsSchema, body, "InvalidParameterException");
  const start = request.NextToken === undefined ? 0 : Number(request.NextToken);
  if (!Number.isSafeInteger(start) || start < 0) {
    throw new ServiceError("InvalidNextTokenException", "The NextToken is not one that GetProducts gave");
  }
  const found = priceList().filter(
    ({ serviceCode, fields }) => serviceCode === request.ServiceCode && request.Filters.every((filter) => matches(filter, fields)),
  );
  if (found.length === 0 && !priceList().some(({ serviceCode }) => serviceCode === request.ServiceCode)) {
    throw new ServiceError("NotFoundException", `there is no service ${request.ServiceCode}`);
  }
  const end = start + request.MaxResults;
  return Buffer.from(
    JSON.stringify({
      FormatVersion: "aws_v1",
      PriceList: found.slice(start, end).map(({ entry }) => entry),
      ...(end < found.length ? { NextToken: String(end) } : {}),
    }),
  );
}

function matches({ Type, Field, Value }: Filter, fields: Readonly<Record<string, string>>): boolean {
  const own = fields[Field];
  switch (Type) {
    case "TERM_MATCH":
    case "EQUALS":
      return own === Value;
    case "CONTAINS":
      return own?.includes(Value) ?? false;
    case "ANY_OF":
      return own !== undefined && Value.split(",").includes(own);
    case "NONE_OF":
      return own === undefined || !Value.split(",").includes(own);
  }
}
