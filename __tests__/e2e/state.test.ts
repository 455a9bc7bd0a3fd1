import { state } from "../../stacks/state";
import { describeDeployment } from "./bed/deployment";

describeDeployment(state);
