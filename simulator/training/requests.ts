import { z } from "zod";

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListTrainingJobs.html, as far as it is asked; the default of a page is 10. */
const ListTrainingJobs = z.strictObject({
  NameContains: z.string().default(""),
  CreationTimeAfter: z.number().default(0),
  CreationTimeBefore: z.number().default(Number.POSITIVE_INFINITY),
  SortBy: z.literal("CreationTime").default("CreationTime"),
  SortOrder: z.enum(["Ascending", "Descending"]).default("Descending"),
  MaxResults: z.int().min(1).max(100).default(10),
  NextToken: z.string().regex(/^\d+$/, "not one that ListTrainingJobs gave").transform(Number).optional(),
});
export type ListRequest = z.infer<typeof ListTrainingJobs>;

export const requestSchemas = { ListTrainingJobs, DescribeTrainingJob: z.strictObject({ TrainingJobName: z.string() }) };
