import { EXIT, type ExitCode } from "../contract";
import type { RunLimits } from "../optimizer/optimize";
import type { ProposalContext } from "../optimizer/rollout";
import { estimateCollection } from "../optimizer/telemetry";
import { costText } from "./collect-options";
import type { Terminal } from "./terminal";

type Request = Pick<ProposalContext, "contract" | "now"> & { readonly storeRoot: string; readonly limits: RunLimits };

/** What a collection would ask of CloudWatch; asks for nothing. */
export async function printEstimate(
  { contract, storeRoot, now, limits: { days, region, costs = true, full, longHistoryDays, rereadSeconds, detail } }: Request,
  json: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const estimate = await estimateCollection({
    contract,
    storeRoot,
    nowEpoch: now(),
    costs,
    ...(days === undefined ? {} : { days }),
    ...(detail === undefined ? {} : { detail }),
    ...(full === undefined ? {} : { full }),
    ...(rereadSeconds === undefined ? {} : { rereadSeconds }),
    ...(longHistoryDays === undefined ? {} : { longHistoryDays }),
    ...(region === undefined ? {} : { regions: [region] }),
  });
  if (json) terminal.printJson(estimate);
  else terminal.print(costText(estimate));
  return EXIT.ok;
}
