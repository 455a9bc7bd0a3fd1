import { EXIT } from "../../contract";
import { readRecommendations, writeOutputs } from "../../optimizer/outputs";
import { command } from "../command";
import { common, positional } from "../options";
import { loadContract, openProject } from "../project";
import { analyzedText } from "../run-texts";

export const report = command({
  verb: "report",
  describe: "Print the last run's summary and write its reports again",
  positionals: { deployment: positional.deployment },
  options: { contract: common.contract, json: common.json, debug: common.debug },
  async run(input, terminal) {
    const project = await openProject(input.contract);
    await loadContract(project, input.deployment);
    const out = project.out(input.deployment);
    const recommendations = await readRecommendations(out, input.deployment);
    const files = await writeOutputs(out, recommendations);
    if (input.json) terminal.printJson({ recommendations, files });
    else terminal.print(analyzedText({ recommendations, files }, terminal.page));
    return EXIT.ok;
  },
});
