import { EXIT, InputError } from "../../contract";
import { expectedSource } from "../../optimizer/telemetry";
import { collectOptions } from "../collect-options";
import { command } from "../command";
import { printEstimate } from "../estimate";
import { costsOption } from "../money-options";
import { runOptimize, runOptimizeStored } from "../optimize";
import { common, option, positional } from "../options";
import { openProject, type Project } from "../project";
import { accountOptions } from "../read-role";
import { proposalContext } from "../rollout-context";
import { limitsOf } from "../run-limits";
import { optimizedText } from "../run-texts";
import { fetchLatest, SIMULATED, storeFor } from "../snapshot-choice";

export const optimize = command({
  verb: "optimize",
  describe: "The main job: collect, analyze, report, and propose the next phase's override",
  positionals: { deployment: positional.deployment },
  options: {
    contract: common.contract,
    days: common.days,
    confidence: common.confidence,
    "opt-in": common["opt-in"],
    region: common.region,
    "dry-run": common["dry-run"],
    overrides: common.overrides,
    snapshot: option("string", "Decide on this stored snapshot and propose, instead of reading the account", common.snapshot.schema),
    store: common.store,
    "max-api-cost": common["max-api-cost"],
    costs: costsOption,
    ...collectOptions,
    ...accountOptions,
    estimate: common.estimate,
    now: common.now,
    "detailed-exitcode": common["detailed-exitcode"],
    json: common.json,
    debug: common.debug,
  },
  async run(input, terminal) {
    const project = await openProject(input.contract);
    if (input.snapshot !== undefined) refuseReading(input);
    if (input.estimate) {
      const source = expectedSource(process.env);
      const store = storeFor(project, input.store, source);
      if (!input.full) await fetchLatest(store, input.deployment, source, terminal);
      const context = {
        ...(await proposalContext(project, input, terminal)),
        storeRoot: store.folder,
        limits: limitsOf(project, input),
      };
      return printEstimate(context, input.json, terminal);
    }
    const optimized =
      input.snapshot === undefined
        ? await runOptimize(project, input, terminal)
        : await runOptimizeStored(project, { ...input, snapshot: input.snapshot }, terminal);
    if (optimized.recommendations.snapshot.source === "simulator") terminal.warn(SIMULATED);
    if (input.json) terminal.printJson(optimized);
    else terminal.print(optimizedText(optimized, nextStep(project, input.deployment), terminal.page));
    return input["detailed-exitcode"] && optimized.proposal.proposed ? EXIT.changes : EXIT.ok;
  },
});

/** A root module of somebody's own is planned and applied as it always was, with the override as one of its files of variables. */
const nextStep =
  ({ given }: Project, deployment: string) =>
  (override: string): string =>
    given === undefined ? `trimtab rollout apply ${deployment}` : `terraform plan -var-file=${override}`;

const OF_READING = [
  "days",
  "confidence",
  "opt-in",
  "region",
  "store",
  "assume-role",
  "external-id",
  "max-api-cost",
  "estimate",
  "full",
] as const;

/** These say how to read, or are part of what a snapshot records: a receipt is recomputed from the snapshot alone. */
function refuseReading(input: Readonly<Record<(typeof OF_READING)[number], unknown>>): void {
  const given = OF_READING.filter((name) => input[name] !== undefined && input[name] !== false);
  if (given.length === 0) return;
  throw new InputError(
    `--snapshot decides on what is stored, and ${given.map((name) => `--${name}`).join(", ")} would read or judge otherwise`,
    {
      hint: "Leave them out, or collect again with them.",
    },
  );
}
