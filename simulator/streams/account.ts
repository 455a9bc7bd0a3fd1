import type { Values } from "../../contract";
import { type DeploymentContract, variableOf } from "../../contract";
import type { Scenario } from "../scenario";
import { NO_READERS, type StreamReaders } from "../scenario/streams";
import type { TableParameters } from "../scenario/systems";
import { STREAM_LABEL } from "../systems";

/** What tables, their streams and the readers of these are told from. */
/** Since when everything that is simulated exists: before any window. */
export const CREATED_EPOCH = Date.UTC(2024, 0, 8) / 1000;

export interface StreamAccount {
  readonly contract: DeploymentContract;
  readonly scenario: Pick<Scenario, "components">;
  /** Values of all variables that are applied now. */
  readonly applied: Values;
}

/** A table of the inventory. */
export interface KnownTable {
  readonly name: string;
  readonly region: string;
  readonly arn: string;
  /** Absent where the stream is off. */
  readonly stream?: { readonly arn: string; readonly label: string };
  readonly readers: StreamReaders;
  /** Absent where the scenario does not tell it; indexes are those that are there now. */
  readonly layout?: NonNullable<TableParameters["layout"]>;
}

/** A table has a stream where its variable says so; without such a variable it has none. */
export function knownTables({ contract, scenario, applied }: StreamAccount): readonly KnownTable[] {
  const { account, components, inventory } = contract;
  return Object.entries(inventory).flatMap(([component, { region: home, resources }]) => {
    const table = components[component];
    if (table?.kind !== "dynamodb-table") return [];
    const variable = variableOf(component, "stream", table.tunables.stream);
    const parameters = scenario.components[component];
    const readers = parameters?.kind === "dynamodb-table" ? parameters.streamReaders : NO_READERS;
    const layout = parameters?.kind === "dynamodb-table" ? parameters.layout : undefined;
    const present = applied[variableOf(component, "indexes", table.tunables.indexes)];
    const own = resources.find(({ scope }) => scope === "table")?.dimensions.TableName;
    return resources.flatMap(({ scope, region = home, dimensions: { TableName: name } }) => {
      if (scope !== "table" || name === undefined) return [];
      const arn = `arn:aws:dynamodb:${region}:${account}:table/${name}`;
      const stream = { arn: `${arn}/stream/${STREAM_LABEL}`, label: STREAM_LABEL };
      return [
        {
          name,
          region,
          arn,
          readers,
          ...(applied[variable] === true ? { stream } : {}),
          ...(layout === undefined || name !== own ? {} : { layout: { ...layout, indexes: only(layout.indexes, present) } }),
        },
      ];
    });
  });
}

const only = <T>(indexes: Readonly<Record<string, T>>, present: Values[string] | undefined): Readonly<Record<string, T>> =>
  Array.isArray(present) ? Object.fromEntries(Object.entries(indexes).filter(([name]) => present.includes(name))) : indexes;
