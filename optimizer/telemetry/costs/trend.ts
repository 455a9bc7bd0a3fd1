import { GetCostAndUsageCommand } from "@aws-sdk/client-cost-explorer";
import type { CostPlan } from "./plan";
import type { CostMonth } from "./schema";
import type { CostSession } from "./session";
import { numberOf } from "./values";

const METRIC = "NetAmortizedCost";

/** What the stack's months cost, by component. https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetCostAndUsage.html */
export async function readMonths(session: CostSession, { months, stack }: CostPlan): Promise<readonly CostMonth[]> {
  const pages = await session.pages(async (NextPageToken, abortSignal) => {
    const page = await session.client.send(
      new GetCostAndUsageCommand({
        TimePeriod: months,
        Granularity: "MONTHLY",
        Metrics: [METRIC],
        Filter: { Tags: { Key: "Stack", Values: [stack] } },
        GroupBy: [
          { Type: "TAG", Key: "Stack" },
          { Type: "TAG", Key: "Component" },
        ],
        NextPageToken,
      }),
      { abortSignal },
    );
    return { token: page.NextPageToken, results: page.ResultsByTime ?? [] };
  });
  const byStart = new Map<string, CostMonth>();
  for (const { TimePeriod, Estimated = false, Groups = [] } of pages.flatMap(({ results }) => results)) {
    const [start = "", end = ""] = [TimePeriod?.Start, TimePeriod?.End];
    const costs = Groups.map(({ Keys = [], Metrics }) => ({
      stack: tagValue(Keys, "Stack"),
      component: tagValue(Keys, "Component"),
      usd: numberOf(Metrics?.[METRIC]?.Amount, `the cost of ${start}`),
    }));
    // A month may be spread over pages.
    byStart.set(start, { start, end, estimated: Estimated, costs: [...(byStart.get(start)?.costs ?? []), ...costs] });
  }
  return [...byStart.values()].sort((a, b) => (a.start < b.start ? -1 : 1));
}

/** `Component$matching_engine` → `matching_engine`; `Component$` where the tag is absent. */
const tagValue = (keys: readonly string[], tag: string): string =>
  keys.find((key) => key.startsWith(`${tag}$`))?.slice(tag.length + 1) ?? "";
