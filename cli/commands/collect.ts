import { EXIT } from "../../contract";
import { collectCsvSnapshot, collectSnapshot } from "../../optimizer/optimize";
import { command } from "../command";
import { printEstimate } from "../estimate";
import { costsOption, priceCacheOf } from "../money-options";
import { common, option, positional, text } from "../options";
import { openProject } from "../project";
import { proposalContext } from "../rollout-context";
import { limitsOf } from "../run-limits";
import { collectedText } from "../run-texts";

export const collect = command({
  verb: "collect",
  describe: "Read metrics and prices into a new snapshot",
  positionals: { deployment: positional.deployment },
  options: {
    "from-csv": option(
      "string",
      "Read the series from the CSV files of this directory, not from CloudWatch",
      text("takes a directory").optional(),
    ),
    days: common.days,
    region: common.region,
    overrides: common.overrides,
    "max-api-cost": common["max-api-cost"],
    costs: costsOption,
    estimate: common.estimate,
    now: common.now,
    json: common.json,
    debug: common.debug,
  },
  async run(input, terminal) {
    const project = await openProject();
    const context = {
      ...(await proposalContext(project, input, terminal)),
      storeRoot: project.snapshots,
      limits: limitsOf(input),
      priceCache: priceCacheOf(project),
    };
    const directory = input["from-csv"];
    const onProgress = (done: number, total: number): void => terminal.advance(done, total);
    if (input.estimate) return printEstimate(context, input.json, terminal);
    terminal.step(`Reading ${input.deployment} from ${directory ?? "CloudWatch"}`);
    const stored =
      directory === undefined ? await collectSnapshot({ ...context, onProgress }) : await collectCsvSnapshot(context, directory);
    if (input.json) terminal.printJson(stored);
    else terminal.print(collectedText(stored));
    return EXIT.ok;
  },
});
