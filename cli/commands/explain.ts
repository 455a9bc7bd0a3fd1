import { EXIT } from "../../contract";
import { readRecommendations } from "../../optimizer/outputs";
import { explain as explainComponent } from "../../optimizer/report/explain";
import { command } from "../command";
import { common, positional } from "../options";
import { loadContract, openProject } from "../project";

export const explain = command({
  verb: "explain",
  describe: "Why a component is turned or left alone: evidence, every guard's verdict, every rejection",
  positionals: { deployment: positional.deployment, component: positional.component },
  options: { json: common.json, debug: common.debug },
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
    else terminal.print(explained);
    return EXIT.ok;
  },
});
