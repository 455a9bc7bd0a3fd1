import { ServiceError } from "../wire/errors";
import { parseRequest } from "../wire/request";
import {
  type Account,
  costAndUsage,
  planAdvice,
  planCoverage,
  planDetails,
  reservationAdvice,
  reservationCoverage,
  reservationUtilization,
} from "./answers";
import { requestSchemas } from "./requests";

export type { Account } from "./answers";

/** Prefix of `X-Amz-Target` for Cost Explorer. */
export const COST_EXPLORER_TARGET = "AWSInsightsIndexService";

const INVALID = "ValidationException";

/** Answers one operation from the scenario's costs; the result is the body as JSON. */
export function costExplorer(operation: string, body: unknown, account: Account): Buffer {
  return Buffer.from(JSON.stringify(answer(operation, body, account)));
}

function answer(operation: string, body: unknown, account: Account): object {
  switch (operation) {
    case "GetCostAndUsage":
      return costAndUsage(account, parseRequest(requestSchemas.GetCostAndUsage, body, INVALID));
    case "GetReservationUtilization":
      return reservationUtilization(account, parseRequest(requestSchemas.GetReservationUtilization, body, INVALID));
    case "GetReservationCoverage":
      return reservationCoverage(account, parseRequest(requestSchemas.GetReservationCoverage, body, INVALID));
    case "GetSavingsPlansUtilizationDetails":
      return planDetails(account, parseRequest(requestSchemas.GetSavingsPlansUtilizationDetails, body, INVALID));
    case "GetSavingsPlansCoverage":
      return planCoverage(account, parseRequest(requestSchemas.GetSavingsPlansCoverage, body, INVALID));
    case "GetReservationPurchaseRecommendation":
      return reservationAdvice(account, parseRequest(requestSchemas.GetReservationPurchaseRecommendation, body, INVALID));
    case "GetSavingsPlansPurchaseRecommendation":
      return planAdvice(account, parseRequest(requestSchemas.GetSavingsPlansPurchaseRecommendation, body, INVALID));
    default:
      throw new ServiceError("UnknownOperationException", `this stand-in does not answer ${operation} of Cost Explorer`);
  }
}
