import { saas } from "../../stacks/saas";
import { describeDeployment } from "./bed/deployment";

describeDeployment(saas);
