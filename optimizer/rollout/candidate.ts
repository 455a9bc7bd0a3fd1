import { existsSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OverrideBytes } from "../ledger";
import { writeOverride } from "../overrides";
import type { ProposalContext } from "./context";

/** Lets something look at the overrides as they would be with these bytes; the overrides themselves stay as they are. */
export async function withCandidate<T>(
  { overrides, contract }: Pick<ProposalContext, "overrides" | "contract">,
  bytes: OverrideBytes,
  look: (directory: string) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), "trimtab-overrides-"));
  try {
    if (existsSync(overrides)) await cp(overrides, directory, { recursive: true });
    await writeOverride(directory, contract.deployment, bytes);
    return await look(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
