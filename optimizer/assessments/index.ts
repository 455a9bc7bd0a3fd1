import type { Assessor } from "./assessment";
import { dynamodbConsolidation } from "./dynamodb-consolidation";

/** Asked in this order. */
export const ASSESSORS: readonly Assessor[] = [dynamodbConsolidation];

export type { Assessor } from "./assessment";
