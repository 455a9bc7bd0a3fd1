import pLimit from "p-limit";
import { type DeploymentContract, MS_PER_SECOND } from "../../../contract";
import type { ReaderOptions } from "../aws/reader-options";
import { ExistenceSession } from "./session";

export type ExistenceOptions = Omit<ReaderOptions, "region">;

interface Asked {
  readonly component: string;
  readonly region: string;
  readonly name: string;
  readonly what: "table" | "lambdaFunction";
}

const PARALLEL = 4;

/**
 * Since when functions and tables exist, of which CloudWatch hears nothing while nobody uses them: UTC epoch seconds, by component. What
 * may not be read is left out, and so stays unknown.
 */
export async function readExistence(contract: DeploymentContract, options: ExistenceOptions): Promise<Readonly<Record<string, number>>> {
  const asked = askedOf(contract);
  const sessions = new Map(
    [...new Set(asked.map(({ region }) => region))].map((region) => [region, new ExistenceSession({ ...options, region })]),
  );
  const limit = pLimit(PARALLEL);
  try {
    const read = asked.map(({ component, region, name, what }) =>
      limit(async () => ({ component, since: await sinceOf(sessions.get(region), what, name, options.signal) })),
    );
    return youngest(await Promise.all(read));
  } finally {
    limit.clearQueue();
    for (const session of sessions.values()) session.close();
  }
}

function askedOf({ components, inventory }: DeploymentContract): readonly Asked[] {
  return Object.entries(inventory).flatMap(([component, { region: home, resources }]) => {
    const kind = components[component]?.kind;
    return resources.flatMap(({ scope, region = home, dimensions }): readonly Asked[] => {
      const { TableName, FunctionName } = dimensions;
      if (kind === "dynamodb-table" && scope === "table" && TableName !== undefined)
        return [{ component, region, name: TableName, what: "table" }];
      if (kind === "lambda-function" && scope === "function" && FunctionName !== undefined)
        return [{ component, region, name: FunctionName, what: "lambdaFunction" }];
      return [];
    });
  });
}

/** @returns NaN where it cannot be found out */
async function sinceOf(session: ExistenceSession | undefined, what: Asked["what"], name: string, signal: AbortSignal): Promise<number> {
  try {
    return (await session?.[what](name)) ?? Number.NaN;
  } catch {
    signal.throwIfAborted();
    return Number.NaN;
  }
}

/** A component of several resources exists since the youngest of them does; not known of one, not known. */
function youngest(found: readonly { readonly component: string; readonly since: number }[]): Readonly<Record<string, number>> {
  const since = new Map<string, number>();
  for (const one of found) since.set(one.component, Math.max(since.get(one.component) ?? 0, one.since));
  return Object.fromEntries(
    [...since].filter(([, ms]) => Number.isFinite(ms)).map(([component, ms]) => [component, Math.ceil(ms / MS_PER_SECOND)]),
  );
}
