import { EC2Client, paginateDescribeInstances, paginateDescribeNatGateways } from "@aws-sdk/client-ec2";
import { paginateGetResources, ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";

/**
 * What an account still lists after it was deleted: keys and secrets for their waiting period, EC2's for about an hour.
 * Automated snapshots go with their database on AWS, and stay in the emulator.
 */
const LISTED_WHEN_GONE =
  /^arn:aws:(kms|secretsmanager|ec2:.*:(instance|natgateway|customer-gateway|vpn-connection|transit-gateway-attachment)\/|rds:.*:rds:)/;

const TAG = "Deployment";

/** What the account at `url` holds under a deployment's tag in the given regions, instances and NAT gateways by their state. */
export async function heldOf(deployment: string, regions: readonly string[], url: string): Promise<readonly string[]> {
  const perRegion = regions.map(async (region) => {
    const options = { endpoint: url, region, credentials: { accessKeyId: "test", secretAccessKey: "test" } };
    return [...(await taggedWith(deployment, options)), ...(await runningOf(deployment, options))];
  });
  return (await Promise.all(perRegion)).flat();
}

interface ClientOptions {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

async function taggedWith(deployment: string, options: ClientOptions): Promise<readonly string[]> {
  const client = new ResourceGroupsTaggingAPIClient(options);
  const arns: string[] = [];
  for await (const page of paginateGetResources({ client }, { TagFilters: [{ Key: TAG, Values: [deployment] }] })) {
    arns.push(...(page.ResourceTagMappingList ?? []).flatMap(({ ResourceARN }) => ResourceARN ?? []));
  }
  client.destroy();
  return arns.filter((arn) => !LISTED_WHEN_GONE.test(arn));
}

/** Both cost by the hour. */
async function runningOf(deployment: string, options: ClientOptions): Promise<readonly string[]> {
  const client = new EC2Client(options);
  const tag = { Name: `tag:${TAG}`, Values: [deployment] };
  const ids: string[] = [];
  const alive = { Name: "instance-state-name", Values: ["pending", "running", "stopping", "stopped"] };
  for await (const page of paginateDescribeInstances({ client }, { Filters: [tag, alive] })) {
    ids.push(...(page.Reservations ?? []).flatMap(({ Instances = [] }) => Instances.flatMap(({ InstanceId }) => InstanceId ?? [])));
  }
  for await (const page of paginateDescribeNatGateways({ client }, { Filter: [tag] })) {
    const there = page.NatGateways?.filter(({ State }) => State === "pending" || State === "available") ?? [];
    ids.push(...there.flatMap(({ NatGatewayId }) => NatGatewayId ?? []));
  }
  client.destroy();
  return ids;
}
