import { z } from "zod";
import { EXIT } from "../../contract";
import { readRecommendations } from "../../optimizer/outputs";
import type { Recommendations } from "../../optimizer/plan/recommendation";
import { explain as explainComponent } from "../../optimizer/report/explain";
import { componentLoad } from "../../optimizer/report/load";
import { loadText } from "../../optimizer/report/load-text";
import { streamText } from "../../optimizer/report/streams";
import { listSnapshots, readAccountFacts, readManifest } from "../../optimizer/telemetry";
import { command } from "../command";
import { common, option, positional } from "../options";
import { loadContract, openProject, type Project } from "../project";

export const explain = command({
  verb: "explain",
  describe: "Why a component is turned or left alone: evidence, every guard's verdict, every rejection",
  positionals: { deployment: positional.deployment, component: positional.component },
  options: {
    detail: option("boolean", "Show the load of every series, not only the worst of each metric", z.boolean().default(false)),
    json: common.json,
    debug: common.debug,
  },
  async run(input, terminal) {
    const project = await openProject();
    await loadContract(project, input.deployment);
    const recommendations = await readRecommendations(project.out(input.deployment), input.deployment);
    const explained = explainComponent(recommendations, input.component, terminal.width);
    const isIts = ({ component }: { readonly component: string }): boolean => component === input.component;
    const { recommendations: recommended, rejected, unchanged } = recommendations;
    if (input.json)
      terminal.printJson({
        recommendations: recommended.filter(isIts),
        rejected: rejected.filter(isIts),
        unchanged: unchanged.filter(isIts),
      });
    else
      terminal.print(
        [explained, await loadOf(project, recommendations, { ...input, width: terminal.width })].filter((text) => text !== "").join("\n"),
      );
    return EXIT.ok;
  },
});

/** How the component's load ran and who reads its stream, where the snapshot that was decided on still lies here. */
async function loadOf(
  project: Project,
  { deployment, snapshot: { hash } }: Recommendations,
  { component, detail, width }: { readonly component: string; readonly detail: boolean; readonly width: number },
): Promise<string> {
  const contract = await loadContract(project, deployment);
  for (const directory of await listSnapshots(project.snapshots, deployment)) {
    const manifest = await readManifest(directory).catch(() => undefined);
    if (manifest?.hash !== hash) continue;
    const { timeZone } = contract.policy;
    const load = loadText(await componentLoad(directory, contract, manifest, component), { manifest, timeZone, detail, width });
    const stream = (await readAccountFacts(directory))?.streams[component];
    return [load, stream === undefined ? "" : streamText(stream)].filter((text) => text !== "").join("\n");
  }
  return "";
}
