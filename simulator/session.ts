import { type DeploymentContract, InputError, type Values } from "../contract";
import { MetricDataQuota, throttled } from "./cloudwatch";
import { ConfigurationHistory } from "./configuration/history";
import type { Account } from "./cost-explorer";
import { type ApiFault, type ApiFaultName, type Fault, resolveMoment, type Scenario } from "./scenario";
import { NO_COSTS } from "./scenario/costs";
import type { StreamAccount } from "./streams";
import type { TaggedAccount } from "./tagging";
import { ServiceError } from "./wire/errors";
import type { BodyFault } from "./wire/mutilate";
import { type TimedFault, timedFaults, World } from "./world";

export interface SessionInput {
  readonly scenario: Scenario;
  readonly contract: DeploymentContract;
  /** Reads what is applied now: values that differ from the contract's defaults. */
  readonly readConfiguration: () => Promise<Values>;
  readonly quotas: boolean;
  readonly elapsedSeconds: () => number;
  readonly clockRuns: boolean;
}

/** What a fault does to a call: an error, no answer ever, or an answer that is not whole. */
export type CallFault = ServiceError | "hang" | BodyFault;

const API_ERRORS: Readonly<Record<Exclude<ApiFaultName, "hang" | BodyFault>, () => ServiceError>> = {
  throttling: throttled,
  "expired-token": () => new ServiceError("ExpiredTokenException", "The security token included in the request is expired", 403),
  "access-denied": () => new ServiceError("AccessDeniedException", "User is not authorized to perform this operation", 403),
  "internal-error": () => new ServiceError("InternalServiceFault", "The request processing has failed because of an unknown error", 500),
  unavailable: () => new ServiceError("ServiceUnavailable", "The request has failed due to a temporary failure of the server", 503),
};

const callFault = (error: ApiFaultName): CallFault => {
  switch (error) {
    case "hang":
    case "truncated":
    case "cut-json":
    case "partial-data":
    case "series-error":
      return error;
    default:
      return API_ERRORS[error]();
  }
};

/** The one place with state: clock, applied configuration, faults. What is served follows from them. */
export class Session {
  readonly quota: MetricDataQuota | undefined;
  private history: ConfigurationHistory;
  private dataFaults: readonly TimedFault[];
  private apiFaults: { readonly fault: ApiFault; skip: number; left: number }[] = [];
  private made: World | undefined;
  private clock: { readonly epoch: number; readonly setAt: number };

  private constructor(
    private readonly input: SessionInput,
    values: Values,
  ) {
    assertOfComponents(input.scenario.faults, input);
    const nowEpoch = Date.parse(input.scenario.now) / 1000;
    this.clock = { epoch: nowEpoch, setAt: input.elapsedSeconds() };
    this.history = ConfigurationHistory.start(input.contract.components, played(input, values));
    this.dataFaults = timedFaults(input.scenario.faults, nowEpoch);
    this.addApiFaults(input.scenario.faults);
    this.quota = input.quotas ? new MetricDataQuota(input.elapsedSeconds) : undefined;
  }

  static async start(input: SessionInput): Promise<Session> {
    return new Session(input, await input.readConfiguration());
  }

  get world(): World {
    const { scenario, contract } = this.input;
    this.made ??= new World({ scenario, contract, history: this.history, faults: this.dataFaults });
    return this.made;
  }

  /** What Cost Explorer answers from. */
  get account(): Account {
    const { scenario, contract } = this.input;
    return { costs: scenario.costs ?? NO_COSTS, nowEpoch: this.nowEpoch, stack: contract.stack };
  }

  /** What tags are read from. */
  get taggedAccount(): TaggedAccount {
    const { scenario, contract } = this.input;
    return { contract, tags: scenario.tags ?? {} };
  }

  /** What tables, their streams and the readers of these are told from. */
  get streamAccount(): StreamAccount {
    const { scenario, contract } = this.input;
    return { contract, scenario, applied: this.history.current };
  }

  /** The simulator's clock, UTC epoch seconds. */
  get nowEpoch(): number {
    const { epoch, setAt } = this.clock;
    return this.input.clockRuns ? epoch + this.input.elapsedSeconds() - setAt : epoch;
  }

  /** Moves the clock; what was applied in the meantime counts from before the move. */
  async moveClock(toEpoch: number): Promise<void> {
    await this.reloadConfiguration();
    this.clock = { epoch: toEpoch, setAt: this.input.elapsedSeconds() };
  }

  /** @returns the variables that changed */
  async reloadConfiguration(): Promise<readonly string[]> {
    const { history, changed } = this.history.apply(this.nowEpoch, played(this.input, await this.input.readConfiguration()));
    if (changed.length > 0) {
      this.history = history;
      this.made = undefined;
    }
    return changed;
  }

  /** Times that are relative count from the clock as it is now. @throws InputError for a component that there is not */
  addFaults(faults: readonly Fault[]): void {
    assertOfComponents(faults, this.input);
    this.dataFaults = [...this.dataFaults, ...timedFaults(faults, this.nowEpoch)];
    this.addApiFaults(faults);
    this.made = undefined;
  }

  clearFaults(): void {
    this.dataFaults = [];
    this.apiFaults = [];
    this.made = undefined;
  }

  /** The failure that this call has to meet, if any; counts it. */
  apiFault(operation: string): CallFault | undefined {
    for (const waiting of this.apiFaults) {
      const { fault } = waiting;
      if (waiting.left <= 0 || (fault.operation !== undefined && fault.operation !== operation)) continue;
      if (waiting.skip > 0) {
        waiting.skip -= 1;
        continue;
      }
      waiting.left -= 1;
      return callFault(fault.error);
    }
    return undefined;
  }

  describe() {
    return {
      scenario: this.input.scenario.name,
      deployment: this.input.contract.deployment,
      nowEpoch: this.nowEpoch,
      configuration: this.history.current,
      appliedEpochs: this.history.entries.map(({ atEpoch }) => atEpoch).filter(Number.isFinite),
      faults: [
        ...this.dataFaults.map(({ fault, fromEpoch, toEpoch }) => ({
          ...fault,
          from: fromEpoch,
          to: Number.isFinite(toEpoch) ? toEpoch : undefined,
        })),
        ...this.apiFaults
          .filter(({ left }) => left > 0)
          .map(({ fault, left }) => ({ ...fault, calls: Number.isFinite(left) ? left : undefined })),
      ],
    };
  }

  /** Epoch seconds of `now`, `now+2h` or a number. */
  momentEpoch(moment: number | string): number {
    return resolveMoment(moment, this.nowEpoch);
  }

  private addApiFaults(faults: readonly Fault[]): void {
    for (const fault of faults) {
      if (fault.kind === "api") this.apiFaults.push({ fault, skip: fault.after ?? 0, left: fault.calls ?? Number.POSITIVE_INFINITY });
    }
  }
}

/** What is read as applied stands over the scenario's own sizes. */
const played = ({ scenario }: SessionInput, values: Values): Values => ({ ...scenario.configuration, ...values });

/** A fault that hits nothing would pass for one that was withstood. */
function assertOfComponents(faults: readonly Fault[], { scenario, contract }: SessionInput): void {
  const known = new Set([...Object.keys(contract.components), ...Object.keys(scenario.components)]);
  const named = faults.flatMap((fault) => (fault.kind === "api" ? [] : [componentOf(fault)]));
  const unknown = [...new Set(named)].filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new InputError(`faults of ${scenario.name} hit nothing: there is no component ${unknown.join(", ")}`, {
    hint: `its components are ${[...known].sort().join(", ")}`,
  });
}

const componentOf = (fault: Exclude<Fault, ApiFault>): string =>
  fault.kind === "gap" ? (fault.series.split("/")[0] ?? "") : fault.component;
