import { daxNodes } from "../../../../optimizer/rules/dax-nodes";
import { tradingPolicy } from "../../../../stacks/trading/policy";
import { boundariesOf } from "../../../support/boundaries";
import { evidence } from "../../../support/evidence";
import { tradingOnly } from "../../../support/snapshot";

const fewer = (cpu: number) => (): boolean =>
  daxNodes.declines(
    evidence("accelerator", { measures: { accelerator: { cpu } }, components: tradingOnly("accelerator"), days: 1 }),
    tradingPolicy.rules["dax-nodes"],
  ) === undefined;

export const dax = boundariesOf("dax-nodes", { cpuP95Below: [0.4, fewer(0.399), fewer(0.4)] });
