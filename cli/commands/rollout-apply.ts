import { z } from "zod";
import { EXIT } from "../../contract";
import { applyPhase, nextInWords } from "../../optimizer/rollout";
import { command } from "../command";
import { common, option, positional, text } from "../options";
import { openProject } from "../project";
import { rolloutContext } from "../rollout-context";

export const rolloutApply = command({
  verb: "rollout apply",
  describe: "Apply the open phase, step by step, from where it is",
  positionals: { deployment: positional.deployment },
  options: {
    overrides: common.overrides,
    now: common.now,
    wait: option("boolean", "Wait through the soaks between steps", z.boolean().default(false)),
    "force-freeze": option("string", "Why to apply in spite of a freeze", text("takes a reason").optional()),
    json: common.json,
    debug: common.debug,
  },
  async run(input, terminal) {
    const context = await rolloutContext(await openProject(), input, terminal);
    const forced = input["force-freeze"];
    const stopped = await applyPhase(context, { wait: input.wait, ...(forced === undefined ? {} : { forceFreeze: forced }) });
    if (input.json) terminal.printJson(stopped);
    else terminal.print(`Applied. Next: ${nextInWords(stopped, input.deployment)}`);
    return EXIT.ok;
  },
});
