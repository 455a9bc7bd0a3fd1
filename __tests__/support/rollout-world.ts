import { join } from "node:path";
import { type DeploymentContract, defaultsOf, sameValue, TerraformError, type Values } from "../../contract";
import { type Journal, journalOf, openLedger } from "../../optimizer/ledger";
import { readOverride } from "../../optimizer/overrides";
import type { Recommendations } from "../../optimizer/plan/recommendation";
import { parsePlan, type RolloutContext } from "../../optimizer/rollout";
import type { TriggerEvidence } from "../../optimizer/rollout/observation/judge";

/** Monday 2026-11-23, 02:00 in New York: nothing is frozen. */
export const NIGHT = Date.parse("2026-11-23T07:00:00Z") / 1000;

/** Thrown in place of an effect: the process died there. */
export class Died extends Error {}

/**
 * An account with one resource for each variable, and the files of a project in a directory. What was applied is `applied`;
 * `dieAt` kills the run at its n-th effect.
 */
export class RolloutWorld {
  applied: Values;
  nowEpoch = NIGHT;
  /** Every effect in order, as a word. */
  readonly effects: string[] = [];
  /** What the triggers show; quiet by default. */
  latency: readonly (number | null)[] = Array.from({ length: 60 }, () => 5);
  dieAt = Number.POSITIVE_INFINITY;
  /** Terraform refuses to plan, as with a held lock. */
  locked = false;
  loopback = true;
  /** Values that the stacks were last synthesized with: what Terraform plans. */
  private synthesized: Values = {};

  constructor(
    readonly contract: DeploymentContract,
    readonly directory: string,
  ) {
    this.applied = defaultsOf(contract.components);
  }

  readonly overrides = (): string => join(this.directory, "overrides");

  /** A new process: the ledger is read from the disk again. */
  async start(): Promise<RolloutContext> {
    const journal = journalOf(await openLedger(join(this.directory, "ledger"), this.contract.deployment), () => this.nowEpoch);
    return {
      contract: this.contract,
      overrides: this.overrides(),
      journal: this.mortal(journal),
      now: () => this.nowEpoch,
      progress: () => undefined,
      trimtabVersion: "1.2.3",
      loopback: this.loopback,
      synthesize: async (directory) => {
        this.effect("synth");
        this.synthesized = (await readOverride(directory, this.contract)).values;
      },
      terraform: {
        plan: async () => {
          this.effect("plan");
          if (this.locked) throw new TerraformError("The state is locked");
          return this.plan();
        },
        apply: async () => {
          this.effect("apply");
          this.applied = this.target();
        },
      },
      live: {
        record: async (deltas) => {
          const tables = deltas.filter(({ to }) => to === "PAY_PER_REQUEST");
          return Object.fromEntries(tables.map(({ variable }) => [variable, this.applied[variable]]));
        },
        prepare: async (deltas, recorded) => {
          for (const { variable, to } of deltas) if (to === "PROVISIONED") this.effect(`restore ${String(recorded[variable])}`);
        },
        untilEffective: async () => this.effect("effective"),
      },
      evidence: async (triggers, window): Promise<readonly TriggerEvidence[]> =>
        triggers.map((trigger) => ({ trigger, startEpoch: window.startEpoch, values: this.latency })),
      sleep: async (seconds) => {
        this.nowEpoch += seconds;
      },
    };
  }

  private effect(word: string): void {
    if (--this.dieAt === 0) throw new Died(word);
    this.effects.push(word);
  }

  /** Dies before an event is written, or right after. */
  private mortal(journal: Journal): Journal {
    return {
      ...journal,
      record: async (event) => {
        this.effect(`before ${event.type}`);
        await journal.record(event);
        this.effect(`after ${event.type}`);
      },
    };
  }

  private target(): Values {
    return { ...defaultsOf(this.contract.components), ...this.synthesized };
  }

  private plan() {
    const target = this.target();
    const changed = Object.keys(target).filter((name) => !sameValue(target[name], this.applied[name]));
    const text = JSON.stringify({
      format_version: "1.2",
      variables: Object.fromEntries(Object.entries(target).map(([name, value]) => [name, { value }])),
      resource_changes: changed.map((name) => ({
        address: `sized.${name}`,
        mode: "managed",
        type: "sized",
        change: { actions: ["update"], before: { size: `was ${this.applied[name]}` }, after: { size: `is ${target[name]}` } },
      })),
      configuration: {
        root_module: {
          resources: Object.keys(target).map((name) => ({
            address: `sized.${name}`,
            expressions: { size: { references: [`var.${name}`] } },
          })),
        },
      },
    });
    return { file: "plan", empty: changed.length === 0, plan: parsePlan(text, "plan") };
  }
}

/** Recommendations with one phase of the given steps and nothing else. */
export const recommending = (steps: Recommendations["phases"][number]["steps"], more: Partial<Recommendations> = {}): Recommendations => ({
  version: 1,
  deployment: "trading",
  snapshot: { hash: "abc", source: "simulator", startEpoch: 0, endEpoch: NIGHT },
  model: "1",
  scaleUp: [],
  recommendations: [],
  rejected: [],
  unchanged: [],
  totals: { monthlyBeforeUsd: null, monthlyAfterUsd: null, unpriced: [] },
  phases: [{ number: 1, name: "everything", steps, values: Object.fromEntries(steps.flat().map(({ variable, to }) => [variable, to])) }],
  ...more,
});
