import { z } from "zod";
import { EXIT, SECONDS_PER_DAY } from "../../contract";
import { isoTime } from "../../optimizer/ledger";
import { HAND_EDIT_PIN_DAYS, readOverride } from "../../optimizer/overrides";
import { pin as pinVariable, unpin } from "../../optimizer/rollout";
import { command } from "../command";
import { common, option, positional, text } from "../options";
import { openProject } from "../project";
import { proposalContext } from "../rollout-context";

const days = "takes a whole number of days, 1 or more";

export const pin = command({
  verb: "pin",
  describe: "Keep a variable as it is for a while (--release gives it back)",
  positionals: { deployment: positional.deployment, variable: positional.variable },
  options: {
    contract: common.contract,
    reason: option("string", "Why", text("say why, for whoever finds the pin later")),
    "for-days": option("number", "How long", z.int(days).min(1, days).default(HAND_EDIT_PIN_DAYS)),
    release: option("boolean", "Take the pin out", z.boolean().default(false)),
    overrides: common.overrides,
    now: common.now,
    json: common.json,
    debug: common.debug,
  },
  async run(input, terminal) {
    const context = await proposalContext(await openProject(input.contract), input, terminal);
    // A pin keeps the override's value: one that cannot be read has none to keep.
    await readOverride(context.overrides, context.contract);
    const { variable, reason } = input;
    const expiresEpoch = context.now() + input["for-days"] * SECONDS_PER_DAY;
    if (input.release) await unpin(context, { variable, reason });
    else await pinVariable(context, { variable, reason, expiresEpoch });
    if (input.json) terminal.printJson({ variable, pinned: !input.release, expires: input.release ? null : isoTime(expiresEpoch) });
    else terminal.print(input.release ? `${variable} may be turned again.` : `${variable} is pinned until ${isoTime(expiresEpoch)}.`);
    return EXIT.ok;
  },
});
