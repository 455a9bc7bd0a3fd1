import { join } from "node:path";

/** Files that export `handler`, by what the function does for a staging environment. */
export const HANDLERS = {
  health: join(__dirname, "health", "handler.ts"),
  seed: join(__dirname, "seed", "handler.ts"),
  report: join(__dirname, "report", "handler.ts"),
  queue_worker: join(__dirname, "queue-worker", "handler.ts"),
  clean_up: join(__dirname, "clean-up", "handler.ts"),
} as const;
