import { paginateGetResources, ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";

/** AWS keeps these for their waiting period after they were deleted, and says so of no other kind. */
const KEPT_WHEN_DELETED = /^arn:aws:(kms|secretsmanager):/;

/** ARNs of what the account at `url` holds under a deployment's tag, in the given regions. */
export async function heldOf(deployment: string, regions: readonly string[], url: string): Promise<readonly string[]> {
  const perRegion = regions.map(async (region) => {
    const client = new ResourceGroupsTaggingAPIClient({
      endpoint: url,
      region,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
    const arns: string[] = [];
    for await (const page of paginateGetResources({ client }, { TagFilters: [{ Key: "Deployment", Values: [deployment] }] })) {
      arns.push(...(page.ResourceTagMappingList ?? []).flatMap(({ ResourceARN }) => ResourceARN ?? []));
    }
    client.destroy();
    return arns;
  });
  return (await Promise.all(perRegion)).flat().filter((arn) => !KEPT_WHEN_DELETED.test(arn));
}
