import { z } from "zod";
import { ServiceError } from "../wire/errors";
import { parseRequest } from "../wire/request";
import { type TaggedAccount, type TaggedResource, taggedResources } from "./resources";

export { autoScaling } from "./auto-scaling";
export type { TaggedAccount } from "./resources";

/** Prefix of `X-Amz-Target` for the Resource Groups Tagging API. */
export const TAGGING_TARGET = "ResourceGroupsTaggingAPI_20170126";

const INVALID = "InvalidParameterException";
const LARGEST_PAGE = 100;
const MOST_ARNS = 100;

/** https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html */
const request = z
  .strictObject({
    ResourceARNList: z.array(z.string()).min(1).max(MOST_ARNS).optional(),
    TagFilters: z.array(z.strictObject({ Key: z.string(), Values: z.array(z.string()).default([]) })).default([]),
    ResourcesPerPage: z.int().min(1).max(LARGEST_PAGE).optional(),
    PaginationToken: z.string().optional(),
  })
  .refine(
    ({ ResourceARNList, ResourcesPerPage, PaginationToken }) =>
      ResourceARNList === undefined || (ResourcesPerPage === undefined && PaginationToken === undefined),
    "a list of ARNs has no pages",
  );
type Request = z.infer<typeof request>;

/** Answers one operation; the result is the body as JSON. @param region that the request is signed for */
export function tagging(operation: string, body: unknown, account: TaggedAccount, region: string): Buffer {
  if (operation !== "GetResources") {
    throw new ServiceError("UnknownOperationException", `this stand-in does not answer ${operation} of the tagging API`);
  }
  const asked = parseRequest(request, body, INVALID);
  const found = taggedResources(account).filter((each) => each.service === "tagging" && each.region === region && matches(each, asked));
  const from = Number(asked.PaginationToken || 0);
  const to = from + (asked.ResourceARNList?.length ?? asked.ResourcesPerPage ?? LARGEST_PAGE);
  return Buffer.from(
    JSON.stringify({
      PaginationToken: to < found.length ? String(to) : "",
      ResourceTagMappingList: found.slice(from, to).map(({ id, tags }) => ({ ResourceARN: id, Tags: tags })),
    }),
  );
}

/** All filters, each by any of its values; one without values by the key. */
const matches = ({ id, tags }: TaggedResource, { ResourceARNList, TagFilters }: Request): boolean =>
  (ResourceARNList === undefined || ResourceARNList.includes(id)) &&
  TagFilters.every(({ Key, Values }) => tags.some((tag) => tag.Key === Key && (Values.length === 0 || Values.includes(tag.Value))));
