import { EXIT, RefusedError } from "../../contract";
import { measurements } from "../../optimizer/report/format";
import { folderOf, readManifest } from "../../optimizer/telemetry";
import { verifyReceipt } from "../../optimizer/verify";
import { version } from "../../package.json";
import { command } from "../command";
import { common, option, positional } from "../options";
import { openProject } from "../project";
import { shownPath } from "../shown-path";
import { storesOf } from "../snapshot-choice";

export const verify = command({
  verb: "verify",
  describe: "Recompute what a receipt claims from its stored snapshot, and compare the bytes",
  positionals: { receipt: positional.file },
  options: {
    contract: common.contract,
    snapshot: common.snapshot,
    store: common.store,
    recommendations: option(
      "string",
      "The recommendations.json to hold against it (default: that of the deployment's last run, where it is of the same snapshot)",
      common.snapshot.schema,
    ),
    json: common.json,
    debug: common.debug,
  },
  async run(input, terminal) {
    const project = await openProject(input.contract);
    const verified = await verifyReceipt({
      receipt: input.receipt,
      stores: storesOf(project, input.store),
      out: project.out,
      trimtabVersion: version,
      ...(input.recommendations === undefined ? {} : { recommendations: input.recommendations }),
      ...(input.snapshot === undefined ? {} : { snapshot: await folderOf(input.snapshot, { downloads: project.fetched }) }),
    });
    if (input.json) terminal.printJson(verified);
    const { blamed } = verified;
    if (verified.problems.length > 0)
      throw new RefusedError(blamed === undefined ? `${input.receipt} does not hold` : `${input.receipt} holds, and ${blamed} does not`, {
        problems: verified.problems,
        hint:
          blamed === undefined
            ? "Propose again, or restore override and receipt from version control; trimtab analyze --snapshot writes recommendations.json again."
            : "It was changed, or is of another run; trimtab analyze --snapshot writes it again.",
      });
    if (!input.json) {
      const { snapshot } = verified;
      terminal.print(
        [
          `${input.receipt} holds: recomputed from ${input.snapshot ?? shownPath(snapshot)}, byte for byte.`,
          measurements(await readManifest(snapshot)),
          ...(verified.besides ?? []).map((what) => `Recomputed, too: ${what}.`),
          ...verified.notCovered.map((what) => `Not covered: ${what}.`),
        ].join("\n"),
      );
    }
    return EXIT.ok;
  },
});
