import { z } from "zod";
import { epochSeconds } from "../../../contract";
import { SimulatorClient } from "../../../simulator";
import { failureText, type Outcome } from "../../support/command";
import type { Bed } from "./bed";
import { type RunningSimulator, startSimulator } from "./simulator-process";

const stoppedSchema = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("soak"), untilEpoch: z.number() }),
  z.looseObject({ type: z.literal("observe"), untilEpoch: z.number() }),
  z.looseObject({ type: z.literal("promote") }),
]);
type Stopped = z.infer<typeof stoppedSchema>;

const iso = (epoch: number): string => new Date(epoch * 1000).toISOString();

/** A rollout in simulated time: the simulator's metrics follow what is applied at the emulator, and its clock is ours to move. */
export class Rehearsal {
  private constructor(
    private readonly bed: Bed,
    private readonly deployment: string,
    private readonly simulator: RunningSimulator,
    readonly client: SimulatorClient,
  ) {}

  /**
   * Starts the simulator over what is applied and lets Trimtab read metrics and prices from it.
   * @param scenario one that comes with the simulator
   */
  static async over(bed: Bed, deployment: string, scenario: string): Promise<Rehearsal> {
    const { project, emulator } = bed;
    const simulator = await startSimulator(project, deployment, "--scenario", scenario, "--control-plane", emulator.url);
    project.takeTelemetryFrom(simulator.url);
    return new Rehearsal(bed, deployment, simulator, new SimulatorClient(simulator.url));
  }

  close(): Promise<void> {
    return this.simulator.close();
  }

  get url(): string {
    return this.simulator.url;
  }

  async now() {
    return epochSeconds((await this.client.state()).nowEpoch);
  }

  /** `trimtab <words> <deployment>` at the simulator's present. */
  async trimtab(verb: string, ...options: readonly string[]): Promise<Outcome> {
    return this.bed.project.trimtab(...verb.split(" "), this.deployment, "--now", iso(await this.now()), ...options);
  }

  /** As {@link trimtab}, for a command that has to succeed. @returns its result */
  async result(verb: string, ...options: readonly string[]): Promise<unknown> {
    const outcome = await this.trimtab(verb, ...options, "--json");
    if (outcome.code !== 0) throw new Error(failureText(outcome));
    return JSON.parse(outcome.stdout);
  }

  /** Applies the open phase to its last step, waiting through the soaks in simulated time. @returns when its observation may end */
  async applyPhase(): Promise<number> {
    for (;;) {
      const stopped: Stopped = stoppedSchema.parse(await this.result("rollout apply"));
      await this.client.reloadConfiguration();
      if (stopped.type === "promote") throw new Error("the phase was observed already");
      if (stopped.type === "observe") return stopped.untilEpoch;
      await this.client.setClock(stopped.untilEpoch + SLACK_SECONDS);
    }
  }
}

/** A command's own clock runs on while it works. */
const SLACK_SECONDS = 300;
