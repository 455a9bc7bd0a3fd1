import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { AwsError, type DeploymentContract, RefusedError, TerraformError } from "../../../contract";
import type { Delta } from "../../plan/recommendation";
import { clientOptions, DEFAULT_PATIENCE } from "../../telemetry/aws/client";
import { awsFailure, isAccessDenied } from "../../telemetry/aws/failures";
import { type Turn, turnsOf } from "../turns";
import {
  type RecordedCapacity,
  recordCapacity,
  recordedCapacitySchema,
  refuseUnrecorded,
  restoreCapacity,
  tableIsActive,
} from "./capacities";
import { type Outstanding, recordGroups, regionOf, watchOf } from "./in-effect";
import { dimensionsIn } from "./in-effect/subject";

/** What was recorded right before a step, by component. */
export type Recorded = Readonly<Record<string, unknown>>;

/** The running account, as far as a rollout looks at it and touches it beside Terraform. */
export interface LiveAccount {
  /** What neither Terraform nor the account will remember of the state before these deltas. */
  record(deltas: readonly Delta[]): Promise<Recorded>;
  /** API calls that must come before an apply of these deltas, from what was recorded. */
  prepare(deltas: readonly Delta[], recorded: Recorded): Promise<void>;
  /** Returns when these deltas have really happened. @param recorded what was recorded right before they were applied */
  untilEffective(deltas: readonly Delta[], recorded: Recorded): Promise<void>;
}

export interface LiveSettings {
  readonly contract: DeploymentContract;
  readonly progress: (line: string) => void;
  readonly sleep: (seconds: number) => Promise<void>;
}

const POLL_SECONDS = 15;
/** A change that takes longer than this many times its typical duration is stuck. */
const PATIENCE = 4;
const PROBLEMS_SHOWN = 10;

export function liveAccount({ contract, progress, sleep }: LiveSettings): LiveAccount {
  const resourcesOf = (component: string) => contract.inventory[component]?.resources ?? [];
  const dynamodb = (component: string) => new DynamoDBClient(clientOptions(regionOf(contract, component), DEFAULT_PATIENCE));
  const tablesOf = (component: string) => dimensionsIn(resourcesOf(component), "table", "TableName");

  const poll = async (what: string, { change }: Turn, outstanding: Outstanding): Promise<void> => {
    for (let waited = 0, left = await outstanding(); left.length > 0; left = await outstanding()) {
      if (waited > change.typicalMinutes * 60 * PATIENCE) {
        throw new TerraformError(`${what} has not come into effect after ${Math.round(waited / 60)} minutes`, {
          problems: left.slice(0, PROBLEMS_SHOWN),
          hint: "Look at it in the console; start again to go on waiting, or trimtab rollout rollback to turn back.",
        });
      }
      if (waited === 0) progress(`waiting for ${what} (typically ${change.typicalMinutes} minutes): ${left[0]}`);
      await sleep(POLL_SECONDS);
      waited += POLL_SECONDS;
    }
  };

  const recordTables = async (component: string): Promise<readonly RecordedCapacity[]> => {
    const client = dynamodb(component);
    const recorded = await Promise.all(tablesOf(component).map((table) => recordCapacity(client, table)));
    return recorded.filter((capacity) => capacity !== undefined);
  };

  return saying({
    async record(deltas) {
      const recorded: Record<string, unknown> = {};
      for (const { component, kind, tunable, delta, change } of turnsOf(deltas, contract)) {
        if (kind === "dynamodb-table" && tunable === "billing_mode" && delta.to === "PAY_PER_REQUEST") {
          const capacities = await recordTables(component);
          if (capacities.length > 0) recorded[component] = capacities;
        }
        if (change.effectiveWhen === "instance-refresh-successful") {
          recorded[component] = await recordGroups({ region: regionOf(contract, component), resources: resourcesOf(component) });
        }
      }
      return recorded;
    },
    async prepare(deltas, recorded) {
      const first = turnsOf(deltas, contract).filter(({ change }) => change.applyMode === "api_first");
      refuseUnknownCalls(first);
      for (const turn of first) {
        const client = dynamodb(turn.component);
        const capacities = recordedCapacitySchema.array().parse(recorded[turn.component] ?? []);
        await refuseUnrecorded(client, tablesOf(turn.component), capacities);
        for (const capacity of capacities) {
          if (!(await restoreCapacity(client, capacity))) continue;
          await poll(`table ${capacity.table}, back on provisioned capacity`, turn, async () =>
            (await tableIsActive(client, capacity.table)) ? [] : [`${capacity.table} or one of its indexes is not active`],
          );
        }
      }
    },
    async untilEffective(deltas, recorded) {
      for (const turn of turnsOf(deltas, contract)) {
        const { component, kind, delta, change } = turn;
        if (change.effectiveWhen === "at-once") continue;
        const watch = watchOf(kind);
        if (watch === undefined) {
          progress(`${delta.variable}: Terraform waited for it; Trimtab does not look whether it is ${change.effectiveWhen}`);
          continue;
        }
        const subject = { turn, region: regionOf(contract, component), resources: resourcesOf(component), before: recorded[component] };
        await poll(delta.variable, turn, watch(subject));
      }
    },
  });
}

/** An apply without the call that has to come first would do nothing, or harm. */
function refuseUnknownCalls(turns: readonly Turn[]): void {
  const unknown = turns.filter(({ kind, tunable }) => kind !== "dynamodb-table" || tunable !== "billing_mode");
  if (unknown.length === 0) return;
  throw new RefusedError("These changes need an API call before the apply that this version does not make", {
    problems: unknown.map(({ delta, change }) => `${delta.variable} to ${JSON.stringify(delta.to)}: see ${change.source}`),
    hint: "Make the change by hand as the change table's rollback of the opposite direction says, then start again.",
  });
}

/** Whatever AWS answers becomes a message that says what to do. */
function saying(account: LiveAccount): LiveAccount {
  const says = (doing: string) => (error: unknown) => {
    if (!isAccessDenied(error) || !(error instanceof Error)) return Promise.reject(awsFailure(doing, error));
    const hint = "Give the role that applies the actions listed in docs/rollout.md, then start again.";
    return Promise.reject(new AwsError(`${doing} failed: access was denied`, { problems: [error.message], hint, cause: error }));
  };
  return {
    record: (deltas) => account.record(deltas).catch(says("reading what the step will change")),
    prepare: (deltas, recorded) => account.prepare(deltas, recorded).catch(says("restoring the tables' capacities")),
    untilEffective: (deltas, recorded) =>
      account.untilEffective(deltas, recorded).catch(says("looking whether the change has taken effect")),
  };
}
