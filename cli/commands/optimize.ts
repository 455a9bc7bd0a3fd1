import { EXIT } from "../../contract";
import { command } from "../command";
import { runOptimize } from "../optimize";
import { common, positional } from "../options";
import { openProject } from "../project";
import { optimizedText } from "../run-texts";

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
    now: common.now,
    "detailed-exitcode": common["detailed-exitcode"],
    json: common.json,
    debug: common.debug,
  },
  async run(input, terminal) {
    const optimized = await runOptimize(await openProject(), input, terminal);
    if (input.json) terminal.printJson(optimized);
    else terminal.print(optimizedText(optimized, input.deployment));
    return input["detailed-exitcode"] && optimized.proposal.proposed ? EXIT.changes : EXIT.ok;
  },
});
