import { z } from "zod";

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "YYYY-MM-DD");
const period = z
  .strictObject({ Start: day, End: day })
  .refine(({ Start, End }) => Start < End, "Start date (and hour) should be before end date (and hour)");
const group = z.strictObject({ Type: z.enum(["DIMENSION", "TAG", "COST_CATEGORY"]), Key: z.string() });
const filter = z.unknown();
const purchase = {
  AccountScope: z.enum(["PAYER", "LINKED"]).optional(),
  LookbackPeriodInDays: z.enum(["SEVEN_DAYS", "THIRTY_DAYS", "SIXTY_DAYS"]),
  TermInYears: z.enum(["ONE_YEAR", "THREE_YEARS"]),
  PaymentOption: z.enum(["NO_UPFRONT", "PARTIAL_UPFRONT", "ALL_UPFRONT"]),
  NextPageToken: z.string().optional(),
};

/** https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_Operations_AWS_Cost_Explorer_Service.html */
export const requestSchemas = {
  GetCostAndUsage: z.strictObject({
    TimePeriod: period,
    Granularity: z.enum(["DAILY", "MONTHLY"]),
    Metrics: z.array(z.string()).min(1),
    Filter: filter.optional(),
    GroupBy: z.array(group).max(2, "there can be no more than two group definitions").default([]),
    NextPageToken: z.string().optional(),
  }),
  GetReservationUtilization: z.strictObject({
    TimePeriod: period,
    GroupBy: z.array(group).max(1).default([]),
    Filter: filter.optional(),
    NextPageToken: z.string().optional(),
  }),
  GetReservationCoverage: z.strictObject({
    TimePeriod: period,
    Filter: z.strictObject({
      And: z.array(z.strictObject({ Dimensions: z.strictObject({ Key: z.string(), Values: z.array(z.string()) }) })),
    }),
    GroupBy: z.array(group).default([]),
    Metrics: z.array(z.string()).optional(),
    NextPageToken: z.string().optional(),
  }),
  GetSavingsPlansUtilizationDetails: z.strictObject({
    TimePeriod: period,
    DataType: z.array(z.string()).optional(),
    Filter: filter.optional(),
    NextToken: z.string().optional(),
  }),
  GetSavingsPlansCoverage: z.strictObject({
    TimePeriod: period,
    GroupBy: z.array(group).default([]),
    Filter: filter.optional(),
    NextToken: z.string().optional(),
  }),
  GetReservationPurchaseRecommendation: z.strictObject({ Service: z.string(), ...purchase }),
  GetSavingsPlansPurchaseRecommendation: z.strictObject({
    SavingsPlansType: z.enum(["COMPUTE_SP", "EC2_INSTANCE_SP", "SAGEMAKER_SP", "DATABASE_SP"]),
    ...purchase,
  }),
} as const;

export type Period = z.infer<typeof period>;
export type Requests = { readonly [O in keyof typeof requestSchemas]: z.infer<(typeof requestSchemas)[O]> };
