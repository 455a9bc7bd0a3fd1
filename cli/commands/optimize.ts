import { EXIT } from "../../contract";
import { collectOptions } from "../collect-options";
import { command } from "../command";
import { printEstimate } from "../estimate";
import { costsOption } from "../money-options";
import { runOptimize } from "../optimize";
import { common, positional } from "../options";
import { openProject } from "../project";
import { accountOptions } from "../read-role";
import { proposalContext } from "../rollout-context";
import { limitsOf } from "../run-limits";
import { optimizedText } from "../run-texts";
import { SIMULATED } from "../snapshot-choice";

export const optimize = command({
  verb: "optimize",
  describe: "The main job: collect, analyze, report, and propose the next phase's override",
  positionals: { deployment: positional.deployment },
  options: {
    days: common.days,
    confidence: common.confidence,
    region: common.region,
    "dry-run": common["dry-run"],
    overrides: common.overrides,
    "max-api-cost": common["max-api-cost"],
    costs: costsOption,
    ...collectOptions,
    ...accountOptions,
    estimate: common.estimate,
    now: common.now,
    "detailed-exitcode": common["detailed-exitcode"],
    json: common.json,
    debug: common.debug,
  },
  async run(input, terminal) {
    const project = await openProject();
    if (input.estimate) {
      const context = {
        ...(await proposalContext(project, input, terminal)),
        storeRoot: project.snapshots,
        limits: limitsOf(project, input),
      };
      return printEstimate(context, input.json, terminal);
    }
    const optimized = await runOptimize(project, input, terminal);
    if (optimized.recommendations.snapshot.source === "simulator") terminal.warn(SIMULATED);
    if (input.json) terminal.printJson(optimized);
    else terminal.print(optimizedText(optimized, input.deployment, terminal.width));
    return input["detailed-exitcode"] && optimized.proposal.proposed ? EXIT.changes : EXIT.ok;
  },
});
