import { staging } from "../../stacks/staging";
import { describeDeployment } from "./bed/deployment";

describeDeployment(staging);
