import { trading } from "../../stacks/trading";
import { describeDeployment } from "./bed/deployment";
import { describeForeignChanges } from "./bed/foreign-changes";

describeDeployment(trading, { deployedWith: "cdktf", whileAtDefaults: describeForeignChanges });
