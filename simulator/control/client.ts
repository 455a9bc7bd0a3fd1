import type { z } from "zod";
import { AwsError, InputError, isLoopback } from "../../contract";
import { type ClockRequest, CONTROL_PATH, type FaultsRequest, reloadSchema, type SimulatorState, stateSchema } from "./schema";

/** Steers a running simulator; each answer is its state afterwards. */
export class SimulatorClient {
  /** @param url what {@link Simulator.url} says; loopback only */
  constructor(private readonly url: string) {
    if (!isLoopback(url)) throw new InputError(`${url} is not on this machine`, { hint: "a simulator listens on 127.0.0.1 only" });
  }

  state(): Promise<SimulatorState> {
    return this.call("GET", "state", stateSchema);
  }

  setClock(epochSeconds: number): Promise<SimulatorState> {
    return this.moveClock({ setEpoch: epochSeconds });
  }

  advanceClock(seconds: number): Promise<SimulatorState> {
    return this.moveClock({ advanceSeconds: seconds });
  }

  addFaults(...add: FaultsRequest["add"]): Promise<SimulatorState> {
    return this.call("POST", "faults", stateSchema, { add });
  }

  clearFaults(): Promise<SimulatorState> {
    return this.call("DELETE", "faults", stateSchema);
  }

  /** Reads again what is applied. @returns the variables that changed */
  async reloadConfiguration(): Promise<readonly string[]> {
    return (await this.call("POST", "configuration", reloadSchema, {})).changed;
  }

  private moveClock(request: ClockRequest): Promise<SimulatorState> {
    return this.call("POST", "clock", stateSchema, request);
  }

  private async call<S extends z.ZodType>(method: string, path: string, schema: S, body?: object): Promise<z.infer<S>> {
    const response = await fetch(`${this.url}${CONTROL_PATH}/${path}`, {
      method,
      headers: { "content-type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new AwsError(`the simulator refused ${method} ${path}: ${text}`);
    return schema.parse(JSON.parse(text));
  }
}
