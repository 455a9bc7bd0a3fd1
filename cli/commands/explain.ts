import { z } from "zod";
import { EXIT, InputError, TrimtabError } from "../../contract";
import { readRecommendations } from "../../optimizer/outputs";
import type { Recommendations } from "../../optimizer/plan/recommendation";
import { componentsText } from "../../optimizer/report/components";
import { explain as explainComponent, SCREEN_WIDTH } from "../../optimizer/report/explain";
import { explanationOf, explanationsOf } from "../../optimizer/report/explanation";
import { componentLoad } from "../../optimizer/report/load";
import { loadText } from "../../optimizer/report/load-text";
import { streamText } from "../../optimizer/report/streams";
import { readAccountFacts, readManifest, snapshotByHash } from "../../optimizer/telemetry";
import { command } from "../command";
import { common, option, positional } from "../options";
import { loadContract, openProject, type Project } from "../project";
import { nearbyStores } from "../snapshot-choice";
import type { Terminal } from "../terminal";

export const explain = command({
  verb: "explain",
  describe:
    "Why a component is turned or left alone, and why not more: a screenful; all of it with --detail. Of all of them a line each, where none is named",
  positionals: { deployment: positional.deployment, component: positional.anyComponent },
  options: {
    contract: common.contract,
    detail: option(
      "boolean",
      "All that every guard said, every rejection, and how the load of every series ran",
      z.boolean().default(false),
    ),
    store: common.store,
    json: common.json,
    debug: common.debug,
  },
  async run(input, terminal) {
    const project = await openProject(input.contract);
    await loadContract(project, input.deployment);
    const { detail, component } = input;
    if (detail && component === undefined) {
      throw new InputError("--detail is of one component, and none is named", {
        hint: `trimtab explain ${input.deployment} COMPONENT --detail; which there are: trimtab explain ${input.deployment}`,
      });
    }
    const recommendations = await readRecommendations(project.out(input.deployment), input.deployment);
    if (component === undefined) {
      if (input.json) terminal.printJson(explanationsOf(recommendations));
      else terminal.print(componentsText(recommendations, terminal.page));
      return EXIT.ok;
    }
    const explained = explainComponent(recommendations, component, {
      width: Math.min(terminal.page.width, SCREEN_WIDTH),
      cuts: terminal.page.cuts,
      detail,
    });
    if (input.json) terminal.printJson(explanationOf(recommendations, component));
    else if (!detail) terminal.print(`${explained}\n  Every word of the guards, and how the load ran: --detail`);
    else
      terminal.print(
        [explained, await loadOf(project, recommendations, { ...input, component }, terminal)].filter((text) => text !== "").join("\n"),
      );
    return EXIT.ok;
  },
});

interface Asked {
  readonly component: string;
  readonly store?: string | undefined;
}

/** How the component's load ran and who reads its stream, where the snapshot that was decided on is still to be had. */
async function loadOf(
  project: Project,
  { deployment, snapshot: { hash } }: Recommendations,
  { component, store }: Asked,
  { page, warn }: Pick<Terminal, "page" | "warn">,
): Promise<string> {
  const contract = await loadContract(project, deployment);
  const directory = await snapshotByHash(nearbyStores(project, store), deployment, hash).catch((error: unknown) => {
    if (!(error instanceof TrimtabError)) throw error;
    warn(`the load is left out: ${error.message}`);
  });
  if (directory === undefined) return "";
  const manifest = await readManifest(directory);
  const { timeZone } = contract.policy;
  const load = loadText(await componentLoad(directory, contract, manifest, component), {
    manifest,
    timeZone,
    detail: true,
    width: Math.min(page.width, SCREEN_WIDTH),
  });
  const stream = (await readAccountFacts(directory))?.streams[component];
  return [load, stream === undefined ? "" : streamText(stream)].filter((text) => text !== "").join("\n");
}
