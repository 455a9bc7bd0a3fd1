import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type DeploymentContract, type EffectiveWhen, TerraformError } from "../../../contract";
import type { Delta } from "../../plan/recommendation";
import { clientOptions, DEFAULT_PATIENCE } from "../../telemetry/aws/client";
import { awsFailure } from "../../telemetry/aws/failures";
import { type Turn, turnsOf } from "../turns";
import {
  type RecordedCapacity,
  recordCapacity,
  recordedCapacitySchema,
  refuseUnrecorded,
  restoreCapacity,
  tableIsActive,
} from "./capacities";
import { refreshIsSuccessful } from "./refresh";

/** The running account, as far as a rollout looks at it and touches it beside Terraform. */
export interface LiveAccount {
  /** What Terraform will not remember of the state before these deltas, by component. */
  record(deltas: readonly Delta[]): Promise<Readonly<Record<string, unknown>>>;
  /** API calls that must come before an apply of these deltas, from what was recorded. */
  prepare(deltas: readonly Delta[], recorded: Readonly<Record<string, unknown>>): Promise<void>;
  /** Returns when these deltas have really happened. */
  untilEffective(deltas: readonly Delta[]): Promise<void>;
}

export interface LiveSettings {
  readonly contract: DeploymentContract;
  readonly progress: (line: string) => void;
  readonly sleep: (seconds: number) => Promise<void>;
}

const POLL_SECONDS = 15;
/** A change that takes longer than this many times its typical duration is stuck. */
const PATIENCE = 4;

export function liveAccount({ contract, progress, sleep }: LiveSettings): LiveAccount {
  const regionOf = (component: string): string => contract.inventory[component]?.region ?? contract.regions[0] ?? "";
  const dynamodb = (component: string) => new DynamoDBClient(clientOptions(regionOf(component), DEFAULT_PATIENCE));
  const dimensions = (component: string, scope: string, name: string): readonly string[] =>
    (contract.inventory[component]?.resources ?? [])
      .filter((resource) => resource.scope === scope)
      .flatMap((resource) => resource.dimensions[name] ?? []);
  const tablesOf = (component: string) => dimensions(component, "table", "TableName");
  const billing = (deltas: readonly Delta[], to: string) =>
    turnsOf(deltas, contract).filter(
      ({ kind, tunable, delta }) => kind === "dynamodb-table" && tunable === "billing_mode" && delta.to === to,
    );

  const poll = async (what: string, turn: Turn, isDone: () => Promise<boolean>): Promise<void> => {
    for (let waited = 0; !(await isDone()); waited += POLL_SECONDS) {
      if (waited > turn.change.typicalMinutes * 60 * PATIENCE) {
        throw new TerraformError(`${what} has not come into effect after ${Math.round(waited / 60)} minutes`, {
          hint: "Look at it in the console; start again to go on waiting, or trimtab rollout rollback to turn back.",
        });
      }
      if (waited === 0) progress(`waiting for ${what} (typically ${turn.change.typicalMinutes} minutes)`);
      await sleep(POLL_SECONDS);
    }
  };

  const waitFor: Readonly<Record<EffectiveWhen, (turn: Turn) => Promise<void>>> = {
    "at-once": async () => undefined,
    "instance-refresh-successful": async (turn) => {
      const client = new AutoScalingClient(clientOptions(regionOf(turn.component), DEFAULT_PATIENCE));
      for (const group of dimensions(turn.component, "group", "AutoScalingGroupName")) {
        await poll(`instance refresh of ${group}`, turn, () => refreshIsSuccessful(client, group));
      }
    },
    "table-active": async (turn) => {
      for (const table of tablesOf(turn.component)) {
        await poll(`table ${table}`, turn, () => tableIsActive(dynamodb(turn.component), table));
      }
    },
    "no-pending-modified-values": async (turn) => trustTerraform(turn),
    "cluster-available": async (turn) => trustTerraform(turn),
    "endpoint-in-service": async (turn) => trustTerraform(turn),
  };
  const trustTerraform = (turn: Turn): void =>
    progress(
      `${turn.delta.variable}: applied with ${turn.change.applyMode}; Terraform waited for it, and Trimtab does not verify ${turn.change.effectiveWhen} yet`,
    );

  return saying({
    async record(deltas) {
      const recorded: Record<string, RecordedCapacity[]> = {};
      for (const { component } of billing(deltas, "PAY_PER_REQUEST")) {
        for (const table of tablesOf(component)) {
          const capacity = await recordCapacity(dynamodb(component), table);
          if (capacity !== undefined) recorded[component] = [...(recorded[component] ?? []), capacity];
        }
      }
      return recorded;
    },
    async prepare(deltas, recorded) {
      for (const turn of billing(deltas, "PROVISIONED")) {
        const client = dynamodb(turn.component);
        const capacities = recordedCapacitySchema.array().parse(recorded[turn.component] ?? []);
        await refuseUnrecorded(client, tablesOf(turn.component), capacities);
        for (const capacity of capacities) {
          if (!(await restoreCapacity(client, capacity))) continue;
          await poll(`table ${capacity.table}, back on provisioned capacity`, turn, () => tableIsActive(client, capacity.table));
        }
      }
    },
    async untilEffective(deltas) {
      for (const turn of turnsOf(deltas, contract)) await waitFor[turn.change.effectiveWhen](turn);
    },
  });
}

/** Whatever AWS answers becomes a message that says what to do. */
const saying = (account: LiveAccount): LiveAccount => ({
  record: (deltas) => account.record(deltas).catch((error: unknown) => Promise.reject(awsFailure("reading the tables' capacities", error))),
  prepare: (deltas, recorded) =>
    account.prepare(deltas, recorded).catch((error: unknown) => Promise.reject(awsFailure("restoring the tables' capacities", error))),
  untilEffective: (deltas) =>
    account.untilEffective(deltas).catch((error: unknown) => Promise.reject(awsFailure("waiting for the change to take effect", error))),
});
