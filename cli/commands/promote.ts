import { EXIT } from "../../contract";
import { promote as promotePhase } from "../../optimizer/rollout";
import { command } from "../command";
import { common, positional } from "../options";
import { openProject } from "../project";
import { proposalContext } from "../rollout-context";
import { promotedText } from "../texts";

export const promote = command({
  verb: "promote",
  describe: "Close a phase that passed; say which defaults should become its values",
  positionals: { deployment: positional.deployment },
  options: { contract: common.contract, overrides: common.overrides, now: common.now, json: common.json, debug: common.debug },
  async run(input, terminal) {
    const promoted = await promotePhase(await proposalContext(await openProject(input.contract), input, terminal));
    if (input.json) terminal.printJson(promoted);
    else terminal.print(promotedText(promoted, input.deployment));
    return EXIT.ok;
  },
});
