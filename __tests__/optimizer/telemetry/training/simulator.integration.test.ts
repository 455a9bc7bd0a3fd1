import type { Values } from "../../../../contract";
import type { TrainingRun } from "../../../../optimizer/telemetry/account";
import { DEFAULT_PATIENCE } from "../../../../optimizer/telemetry/aws/client";
import { systemTimer } from "../../../../optimizer/telemetry/aws/timer";
import { readTraining } from "../../../../optimizer/telemetry/training";
import { type Fault, type Simulator, startSimulator } from "../../../../simulator";
import { scenarioOf, stackContractOf } from "../../../simulator/systems/world";
import { useEndpoint } from "../support/aws-server";

const DAY = 86_400;
const sendTo = useEndpoint();
const contract = stackContractOf("ml");
const usual = scenarioOf("ml");
const endEpoch = Date.parse(usual.now) / 1000;

let simulator: Simulator | undefined;
afterEach(() => simulator?.close());

async function training(values: Values = {}, faults: readonly Fault[] = []) {
  simulator = await startSimulator({
    scenario: { ...usual, faults: [...usual.faults, ...faults] },
    contract,
    configuration: { from: "values", values },
  });
  sendTo(simulator.url);
  const read = await readTraining(contract, {
    patience: { ...DEFAULT_PATIENCE, attempts: 1 },
    timer: systemTimer,
    signal: new AbortController().signal,
    source: "simulator",
    startEpoch: endEpoch - 90 * DAY,
    endEpoch,
  });
  return read.training;
}
const hours = ({ trainingSeconds }: TrainingRun): number => trainingSeconds / 3_600;

describe("training of the simulated ml stack", () => {
  it("ran every night, about four hours on four instances, once a week on spot capacity and billed in part", async () => {
    const { runs = [], unknown } = (await training()) ?? {};
    expect(unknown).toBeUndefined();
    expect(runs).toHaveLength(90);
    const [trials, others] = [runs.filter(({ spot }) => spot), runs.filter(({ spot }) => !spot)];
    expect(trials).toHaveLength(13);
    for (const run of runs)
      expect(run).toMatchObject({ ended: "Completed", instanceType: "ml.g5.2xlarge", instances: 4, checkpoints: true });
    for (const run of others) {
      expect(run.billableSeconds).toBe(run.trainingSeconds);
      expect(run.restartSeconds).toEqual([]);
      expect(Math.abs(hours(run) - 4.3)).toBeLessThan(0.9);
    }
    for (const run of trials) expect(run.billableSeconds / run.trainingSeconds).toBeCloseTo(0.38, 3);
    expect(trials.flatMap(({ restartSeconds }) => restartSeconds)).not.toEqual([]);
  });

  it("is on spot capacity every night where the stack says so", async () => {
    const { runs = [] } = (await training({ training_spot: true })) ?? {};
    expect(runs.every(({ spot }) => spot)).toBe(true);
  });

  it("is not known where the account denies it", async () => {
    const denied = { kind: "api", operation: "DescribeTrainingJob", error: "access-denied" } as const;
    expect(await training({}, [denied])).toMatchObject({ runs: [], unknown: expect.stringContaining("sagemaker:DescribeTrainingJob") });
  });
});
