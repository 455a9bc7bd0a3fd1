import { z } from "zod";
import { EXIT } from "../../contract";
import { rollBack } from "../../optimizer/rollout";
import { command } from "../command";
import { common, option, positional, text } from "../options";
import { openProject } from "../project";
import { rolloutContext } from "../rollout-context";
import { rolledBackText } from "../texts";

export const rolloutRollback = command({
  verb: "rollout rollback",
  describe: "Take the open phase back, key by key, and apply that",
  positionals: { deployment: positional.deployment },
  options: {
    overrides: common.overrides,
    now: common.now,
    reason: option("string", "Why", text("takes a reason").default("asked for by hand")),
    "files-only": option("boolean", "Put the files back, apply nothing", z.boolean().default(false)),
    json: common.json,
    debug: common.debug,
  },
  async run(input, terminal) {
    const context = await rolloutContext(await openProject(), input, terminal);
    const rolledBack = await rollBack(context, { reason: input.reason, filesOnly: input["files-only"] });
    if (input.json) terminal.printJson(rolledBack);
    else terminal.print(rolledBackText(rolledBack));
    return EXIT.ok;
  },
});
