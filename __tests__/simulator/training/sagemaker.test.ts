import { z } from "zod";
import { sagemaker } from "../../../simulator/training";
import { worldOf } from "../systems/world";

const NOW = Date.parse("2026-11-18T06:00:00Z") / 1000;
const DAY = 86_400;
const account = { world: worldOf("ml"), nowEpoch: NOW };
const ask = (operation: string, body: object, of: Parameters<typeof sagemaker>[2] = account, region = "us-west-2"): unknown =>
  JSON.parse(sagemaker(operation, body, of, region).toString());

const page = z.object({ TrainingJobSummaries: z.array(z.object({ TrainingJobName: z.string() })), NextToken: z.string().optional() });
const list = (body: object, region?: string) => page.parse(ask("ListTrainingJobs", body, account, region));
const namesOf = ({ TrainingJobSummaries }: z.infer<typeof page>) => TrainingJobSummaries.map(({ TrainingJobName }) => TrainingJobName);
const describeJob = (TrainingJobName: string, of?: typeof account) => ask("DescribeTrainingJob", { TrainingJobName }, of);

describe("training jobs", () => {
  it("are listed newest first, ten a page, of their region alone", () => {
    const { NextToken, ...first } = list({});
    expect(namesOf(first)).toHaveLength(10);
    expect(namesOf(first)[0]).toBe("ml-training-20261117");
    expect(namesOf(list({ NextToken }))[0]).toBe("ml-training-20261107");
    expect(namesOf(list({}, "us-east-1"))).toEqual([]);
  });

  it("are those asked for within a span whose names hold a text", () => {
    const asked = { CreationTimeAfter: NOW - 3 * DAY, CreationTimeBefore: NOW, SortOrder: "Ascending", MaxResults: 100 };
    expect(namesOf(list(asked))).toEqual(["ml-training-20261115", "ml-training-20261116", "ml-training-20261117"]);
    expect(namesOf(list({ ...asked, NameContains: "1116" }))).toEqual(["ml-training-20261116"]);
  });

  it("tell of time and capacity, on demand billed whole", () => {
    const found = describeJob("ml-training-20261117");
    expect(found).toMatchObject({
      SecondaryStatus: "Completed",
      EnableManagedSpotTraining: false,
      ResourceConfig: { InstanceType: "ml.g5.2xlarge", InstanceCount: 4 },
      SecondaryStatusTransitions: [{ Status: "Starting" }, { Status: "Training" }],
    });
    const { TrainingTimeInSeconds, BillableTimeInSeconds } = z
      .object({ TrainingTimeInSeconds: z.number(), BillableTimeInSeconds: z.number() })
      .parse(found);
    expect(BillableTimeInSeconds).toBe(TrainingTimeInSeconds);
    expect(TrainingTimeInSeconds / 3_600).toBeCloseTo(3.9, 0);
  });

  it("are once a week a trial on spot capacity, billed in part", () => {
    const jobs = Array.from({ length: 7 }, (_, i) => describeJob(`ml-training-202611${10 + i}`));
    const spot = z.object({ EnableManagedSpotTraining: z.boolean(), TrainingTimeInSeconds: z.number(), BillableTimeInSeconds: z.number() });
    const trials = jobs.map((job) => spot.parse(job)).filter((job) => job.EnableManagedSpotTraining);
    expect(trials).toHaveLength(1);
    for (const { TrainingTimeInSeconds, BillableTimeInSeconds } of trials) {
      expect(BillableTimeInSeconds / TrainingTimeInSeconds).toBeCloseTo(0.38, 3);
    }
  });

  it("show each interruption until they train again", () => {
    const world = worldOf("ml", { training_spot: true }, (scenario) => {
      const { training } = scenario.components;
      if (training?.kind !== "training-job") throw new TypeError("training is a training job");
      const spot = { ...training.spot, interruptionsPerHour: 1, waitMinutes: 20 };
      return { ...scenario, components: { ...scenario.components, training: { ...training, spot } } };
    });
    const statuses = z.object({ SecondaryStatusTransitions: z.array(z.object({ Status: z.string(), StartTime: z.number() })) });
    const { SecondaryStatusTransitions: found } = statuses.parse(describeJob("ml-training-20261116", { world, nowEpoch: NOW }));
    const at = found.findIndex(({ Status }) => Status === "Interrupted");
    expect(found.slice(at, at + 3).map(({ Status }) => Status)).toEqual(["Interrupted", "Starting", "Training"]);
    expect((found[at + 2]?.StartTime ?? 0) - (found[at]?.StartTime ?? 0)).toBe((20 + 9) * 60);
  });

  it("that still run have no end, and none that has not begun is known", () => {
    const running = { ...account, nowEpoch: Date.parse("2026-11-17T10:00:00Z") / 1000 };
    expect(describeJob("ml-training-20261117", running)).toMatchObject({ TrainingJobStatus: "InProgress", SecondaryStatus: "Training" });
    expect(describeJob("ml-training-20261117", running)).not.toHaveProperty("TrainingEndTime");
    expect(() => describeJob("ml-training-20261118", running)).toThrow("Requested resource not found");
    expect(() => describeJob("other-20261117", running)).toThrow("Requested resource not found");
  });

  it("are asked about in no other way", () => {
    expect(() => ask("StopTrainingJob", {})).toThrow("does not answer StopTrainingJob of SageMaker");
    expect(() => ask("ListTrainingJobs", { MaxResults: 101 })).toThrow();
  });
});
