import { EXIT } from "../../contract";
import { status } from "../../optimizer/rollout";
import { command } from "../command";
import { common, positional } from "../options";
import { openProject } from "../project";
import { proposalContext } from "../rollout-context";
import { statusText } from "../texts";

export const rolloutStatus = command({
  verb: "rollout status",
  describe: "Say where the open phase stands and what comes next",
  positionals: { deployment: positional.deployment },
  options: { contract: common.contract, overrides: common.overrides, now: common.now, json: common.json, debug: common.debug },
  async run(input, terminal) {
    const found = await status(await proposalContext(await openProject(input.contract), input, terminal));
    if (input.json) terminal.printJson(found);
    else terminal.print(statusText(found, input.deployment));
    return EXIT.ok;
  },
});
