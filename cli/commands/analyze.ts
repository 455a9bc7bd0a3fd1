import { EXIT, SECONDS_PER_DAY } from "../../contract";
import { analyzeSnapshot } from "../../optimizer/optimize";
import { command } from "../command";
import { common, positional } from "../options";
import { loadContract, openProject } from "../project";
import { limitsOf } from "../run-limits";
import { analyzedText } from "../run-texts";
import { shownPath } from "../shown-path";
import { snapshotFolder } from "../snapshot-choice";

export const analyze = command({
  verb: "analyze",
  describe: "Decide on a stored snapshot; needs no AWS, writes to out/ only",
  positionals: { deployment: positional.deployment },
  options: {
    contract: common.contract,
    snapshot: common.snapshot,
    store: common.store,
    days: common.days,
    confidence: common.confidence,
    "opt-in": common["opt-in"],
    region: common.region,
    "dry-run": common["dry-run"],
    "detailed-exitcode": common["detailed-exitcode"],
    json: common.json,
    debug: common.debug,
  },
  async run(input, terminal) {
    const project = await openProject(input.contract);
    await loadContract(project, input.deployment);
    const snapshot = await snapshotFolder(project, input, terminal);
    terminal.step(`Deciding on ${input.snapshot ?? shownPath(snapshot)}`);
    const analyzed = await analyzeSnapshot({
      deployment: input.deployment,
      snapshot,
      out: project.out(input.deployment),
      limits: limitsOf(project, input),
      dryRun: input["dry-run"],
      onComponent: (done, total, component) => terminal.advance(done, total, component),
    });
    const { startEpoch, endEpoch } = analyzed.recommendations.snapshot;
    const held = Math.round((endEpoch - startEpoch) / SECONDS_PER_DAY);
    if (input.days !== undefined && input.days > held) terminal.warn(`the snapshot reaches back ${held} days, not ${input.days}`);
    if (input.json) terminal.printJson(analyzed.recommendations);
    else terminal.print(analyzedText(analyzed, terminal.page));
    return input["detailed-exitcode"] && analyzed.recommendations.recommendations.length > 0 ? EXIT.changes : EXIT.ok;
  },
});
