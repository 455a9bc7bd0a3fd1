import { EXIT } from "../../contract";
import { command } from "../command";
import { runDemo } from "../demo";
import { common, positional } from "../options";
import { openProject } from "../project";
import { demoText } from "../run-texts";

export const demo = command({
  verb: "demo",
  describe:
    "The main job against a local stand-in: no AWS account, nothing left in the working tree. It asks for npm run synth, once; npm start does both",
  positionals: { deployment: positional.deployment },
  options: { days: common.days, confidence: common.confidence, json: common.json, debug: common.debug },
  async run(input, terminal) {
    const done = await runDemo(await openProject(), input, terminal);
    if (input.json) terminal.printJson(done.optimized);
    else terminal.print(demoText(done, input.deployment, terminal.page));
    return EXIT.ok;
  },
});
