import { join } from "node:path";

export const ROOT = join(__dirname, "..", "..");

/** What tests build once and keep: ignored by git, safe to delete while no test runs. */
export const CACHE = join(ROOT, ".cache", "tests");
