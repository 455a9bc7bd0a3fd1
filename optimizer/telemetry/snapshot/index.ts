export { addDropped, cleanPoints, counted, type Dropped, NOTHING_DROPPED } from "./clean";
export { DRAFT_PREFIX, SnapshotDraft, type StoredSnapshot, snapshotName, type TierPoints } from "./draft";
export type { Pins, SnapshotFacts } from "./facts";
export { NO_POINTS, type Points, slotOf, tierGrid } from "./grid";
export { lastDays } from "./last-days";
export { readManifest } from "./manifest";
export { openSnapshot, type SnapshotFrame, SnapshotReader } from "./open";
export { latestSnapshot, listSnapshots } from "./store";
export * from "./types";
