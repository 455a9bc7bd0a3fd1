import { EXIT, InputError } from "../../contract";
import { collectCsvSnapshot, collectJsonSnapshot, collectSnapshot } from "../../optimizer/optimize";
import type { CollectionStart } from "../../optimizer/telemetry";
import { dataQuality, expectedSource } from "../../optimizer/telemetry";
import { collectOptions, costConfirmation, startText } from "../collect-options";
import { command } from "../command";
import { printEstimate } from "../estimate";
import { costsOption, priceCacheOf } from "../money-options";
import { common, option, positional, text } from "../options";
import { contractOption, openProject } from "../project";
import { accountOptions, credentialsOf } from "../read-role";
import { proposalContext } from "../rollout-context";
import { limitsOf } from "../run-limits";
import { collectedText } from "../run-texts";
import { fetchLatest, storeFor } from "../snapshot-choice";

export const collect = command({
  verb: "collect",
  describe: "Read metrics and prices into a new snapshot",
  positionals: { deployment: positional.deployment },
  options: {
    contract: common.contract,
    "from-csv": option(
      "string",
      "Read the series from the CSV files of this directory, not from CloudWatch",
      text("takes a directory").optional(),
    ),
    "from-json": option(
      "string",
      "Read the series from what `aws cloudwatch get-metric-data` printed: files or directories, with commas between",
      text("takes files or directories").optional(),
    ),
    store: common.store,
    days: common.days,
    region: common.region,
    overrides: common.overrides,
    "max-api-cost": common["max-api-cost"],
    costs: costsOption,
    ...collectOptions,
    ...accountOptions,
    estimate: common.estimate,
    now: common.now,
    json: common.json,
    debug: common.debug,
  },
  async run(input, terminal) {
    const project = await openProject(input.contract);
    const [directory, pages] = [input["from-csv"], input["from-json"]];
    const isOfFiles = directory !== undefined || pages !== undefined;
    const source = isOfFiles ? "csv" : expectedSource(process.env);
    const store = storeFor(project, input.store, source);
    const proposal = await proposalContext(project, input, terminal);
    const context = {
      ...proposal,
      ...credentialsOf(project, proposal.contract, input),
      storeRoot: store.folder,
      limits: limitsOf(project, input),
      priceCache: priceCacheOf(project),
      ...costConfirmation(),
      onStart: (start: CollectionStart): void => terminal.step(startText(start)),
    };
    if (directory !== undefined && pages !== undefined) {
      throw new InputError("--from-csv and --from-json are two sources, and a snapshot has one", { hint: "Leave one of them out." });
    }
    const onProgress = (done: number, total: number): void => terminal.advance(done, total);
    if (source !== "csv" && !input.full) await fetchLatest(store, input.deployment, source, terminal);
    if (input.estimate) return printEstimate(context, input.json, terminal);
    terminal.step(`Reading ${input.deployment} from ${directory ?? pages ?? "CloudWatch"}`);
    const stored =
      pages !== undefined
        ? await collectJsonSnapshot(context, pages.split(","))
        : directory !== undefined
          ? await collectCsvSnapshot(context, directory)
          : await collectSnapshot({ ...context, onProgress });
    const location = await store.keep(stored.directory, stored.manifest);
    const quality = await dataQuality(stored.directory, stored.manifest, context.contract.policy.guards.minCoverage);
    if (input.json) terminal.printJson({ ...stored, location, quality });
    else terminal.print(collectedText(stored, location, quality, contractOption(project)));
    return EXIT.ok;
  },
});
