import { z } from "zod";
import { EXIT } from "../../contract";
import { observe } from "../../optimizer/rollout";
import { command } from "../command";
import { common, option, positional } from "../options";
import { openProject } from "../project";
import { rolloutContext } from "../rollout-context";
import { observedText } from "../texts";

export const rolloutObserve = command({
  verb: "rollout observe",
  describe: "Judge the applied phase; turns it back where it hurts",
  positionals: { deployment: positional.deployment },
  options: {
    overrides: common.overrides,
    now: common.now,
    rollback: option("boolean", "Roll back at once where the observation fails (--no-rollback: only say so)", z.boolean().default(true)),
    json: common.json,
    debug: common.debug,
  },
  async run(input, terminal) {
    const observed = await observe(await rolloutContext(await openProject(), input, terminal), { rollBack: input.rollback });
    if (input.json) terminal.printJson(observed);
    else terminal.print(observedText(observed, input.deployment));
    return observed.verdict === "fail" ? EXIT.observationFailed : EXIT.ok;
  },
});
