import type { Change, ChangesOf } from "./change";

const GUIDE = "https://docs.aws.amazon.com/sagemaker/latest/dg";

/** Jobs that run keep what they started with; the next one takes the new value. */
const nextJob: Change = {
  effect: "online",
  applyMode: "terraform",
  effectiveWhen: "at-once",
  typicalMinutes: 1,
  rollback: { how: "Set the former value and apply; it holds from the next job on.", rtoMinutes: 1, rpoMinutes: 0 },
  source: `${GUIDE}/train-model.html`,
};

export const trainingJobChanges: ChangesOf<"training-job"> = {
  instance_type: nextJob,
  instance_count: nextJob,
  spot: {
    ...nextJob,
    rollback: { ...nextJob.rollback, precondition: "An interrupted job resumes from its last checkpoint in S3." },
    source: `${GUIDE}/model-managed-spot-training.html`,
  },
  checkpoint_interval_minutes: { ...nextJob, source: `${GUIDE}/model-checkpoints.html` },
};
