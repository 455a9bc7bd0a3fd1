import { AutoScalingClient, paginateDescribeAutoScalingGroups } from "@aws-sdk/client-auto-scaling";
import { GetResourcesCommand, ResourceGroupsTaggingAPIClient, type ResourceTagMapping } from "@aws-sdk/client-resource-groups-tagging-api";
import { clientOptions, watch } from "../aws/client";
import { PageTokens } from "../aws/page-tokens";
import type { ReaderOptions } from "../aws/reader-options";
import { sameWorld } from "../aws/world";
import { type Tag, tagsIn } from "./tag";

/** Most ARNs, and most groups, that one call takes. */
const ARNS_PER_CALL = 100;
const GROUPS_PER_CALL = 50;

/** A resource that the account knows, with its tags. */
export interface TaggedResource {
  /** ARN; of an auto-scaling group its name. */
  readonly id: string;
  readonly tags: readonly Tag[];
}

/** Calls for tags in one region. */
export class TagSession {
  private readonly tagging: ResourceGroupsTaggingAPIClient;
  private readonly autoScaling: AutoScalingClient;

  constructor(private readonly options: ReaderOptions) {
    const { region, patience, timer, source, credentials } = options;
    const common = { patience, timer, beforeAttempt: sameWorld("tags", source) };
    this.tagging = new ResourceGroupsTaggingAPIClient(clientOptions(region, patience, credentials));
    watch(this.tagging, { ...common, what: `the tagging API in ${region}` });
    this.autoScaling = new AutoScalingClient(clientOptions(region, patience, credentials));
    watch(this.autoScaling, { ...common, what: `Auto Scaling in ${region}` });
  }

  /** Everything that carries a tag with this value, page by page. */
  async taggedWith(key: string, value: string): Promise<readonly TaggedResource[]> {
    const found: TaggedResource[] = [];
    const tokens = new PageTokens("tags");
    let PaginationToken: string | undefined;
    do {
      const page = await this.tagging.send(new GetResourcesCommand({ TagFilters: [{ Key: key, Values: [value] }], PaginationToken }), {
        abortSignal: this.options.signal,
      });
      found.push(...(page.ResourceTagMappingList ?? []).map(tagged));
      PaginationToken = tokens.next(page.PaginationToken);
    } while (PaginationToken !== undefined);
    return found;
  }

  /** Those of the resources that exist and are tagged, or once were: the API knows no others. */
  async byArn(arns: readonly string[]): Promise<readonly TaggedResource[]> {
    const found: TaggedResource[] = [];
    for (const chunk of chunks(arns, ARNS_PER_CALL)) {
      let left: readonly string[] = chunk;
      let isCut = false;
      // A list takes no token: what an answer leaves out although there is more is asked for again.
      do {
        const page = await this.tagging.send(new GetResourcesCommand({ ResourceARNList: [...left] }), { abortSignal: this.options.signal });
        const some = (page.ResourceTagMappingList ?? []).map(tagged);
        found.push(...some);
        const known = new Set(some.map(({ id }) => id));
        left = left.filter((arn) => !known.has(arn));
        isCut = (page.PaginationToken ?? "") !== "" && some.length > 0 && left.length > 0;
      } while (isCut);
    }
    return found;
  }

  /** Those of the groups that exist. */
  async groups(names: readonly string[]): Promise<readonly TaggedResource[]> {
    const found: TaggedResource[] = [];
    for (const AutoScalingGroupNames of chunks(names, GROUPS_PER_CALL)) {
      this.options.signal.throwIfAborted();
      for await (const page of paginateDescribeAutoScalingGroups({ client: this.autoScaling }, { AutoScalingGroupNames })) {
        found.push(
          ...(page.AutoScalingGroups ?? []).map(({ AutoScalingGroupName = "", Tags }) => ({
            id: AutoScalingGroupName,
            tags: tagsIn(Tags),
          })),
        );
      }
    }
    return found;
  }

  close(): void {
    this.tagging.destroy();
    this.autoScaling.destroy();
  }
}

const tagged = ({ ResourceARN = "", Tags }: ResourceTagMapping): TaggedResource => ({ id: ResourceARN, tags: tagsIn(Tags) });

const chunks = <T>(all: readonly T[], size: number): readonly T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
