import { JOBS_SCOPE, type Resource } from "../../contract";
import { range } from "./common";

/** A component's jobs are named when they start; what all names begin with is known before. */
export const trainingJobsNamed = (prefix: string): readonly Resource[] => [{ scope: JOBS_SCOPE, name: prefix, dimensions: {} }];

/** Every job has hosts of its own, so the inventory lists the jobs that ran: their names are known only afterwards. */
export const trainingResources = (jobs: readonly string[], instancesPerJob: number): readonly Resource[] =>
  jobs.flatMap((job) =>
    range(1, instancesPerJob).map((number) => ({
      scope: "host",
      name: `${job}-algo-${number}`,
      dimensions: { Host: `${job}/algo-${number}` },
      group: job,
    })),
  );
