import { z } from "zod";
import { EXIT } from "../../contract";
import { command } from "../command";
import { common, option, positional, text } from "../options";
import { loadContract, openProject } from "../project";
import { serveUntilStopped } from "../simulator-process";

const port = "takes a TCP port from 0 to 65535; 0 takes a free one";

export const simulate = command({
  verb: "simulate",
  describe: "Serve a stand-in for the account's telemetry on loopback",
  positionals: { deployment: positional.deployment },
  options: {
    contract: common.contract,
    scenario: option("string", "A scenario: a name, or a file", text("takes a scenario").optional()),
    port: option("number", "TCP port", z.int(port).min(0, port).max(65_535, port).default(0)),
    configuration: option("string", "A tfvars file in JSON with what is applied", text("takes a file").optional()),
    "control-plane": option("string", "URL of an emulator whose state is what is applied", z.url("takes a URL").optional()),
    quotas: option("boolean", "Enforce CloudWatch's quotas", z.boolean().default(false)),
    "clock-runs": option("boolean", "Let the simulator's clock run", z.boolean().default(false)),
    json: common.json,
    debug: common.debug,
  },
  async run(input, terminal) {
    const project = await openProject(input.contract);
    const contract = await loadContract(project, input.deployment);
    await serveUntilStopped({ ...input, contract }, terminal);
    return EXIT.ok;
  },
});
