import { trading } from "../../../stacks/trading";
import { tradingNames } from "../../../stacks/trading/names";
import { CONFIG, Project } from "../../support/project";
import { temporaryDirectory } from "../../support/temporary-directory";

const directory = temporaryDirectory();

describe("names of a trading deployment", () => {
  test("of the first one are as people read them", () => {
    expect(tradingNames("trading")).toMatchObject({ accelerator: "trading-accelerator", cluster: "trading-database" });
  });

  test.each(["trading-eu", "trading-us-west-2", "trading-rehearsal-1", `trading-${"4".repeat(32)}`])(
    "fit AWS's limits for a further one too: %s",
    (deployment) => {
      const at = new Project(directory(), [trading], { ...CONFIG, deployments: { [deployment]: CONFIG.deployments.trading } });
      expect(at.synth()).toEqual([deployment]);
    },
  );
});
