import { validationOf } from "../../../../optimizer/kinds/endpoint-validation";
import { endpointSize } from "../../../../optimizer/rules/endpoint-size";
import { mlPolicy } from "../../../../stacks/ml/policy";
import { boundariesOf } from "../../../support/boundaries";
import { endpointEvidence } from "../../../support/endpoint-load";

const fewer = (gpu: number) => (): boolean =>
  endpointSize.declines(endpointEvidence({ gpu }, {}, { days: 1, minuteDays: 1 }), mlPolicy.rules["endpoint-size"]) === undefined;

const [FROM, TO] = ["ml.g5.2xlarge", "ml.g5.xlarge"];
const validated = (accuracyLossUpperBound: number, hours: number) => (): boolean => {
  const tried = {
    ...mlPolicy.rules["endpoint-validation"],
    validatedFrom: FROM,
    validatedType: TO,
    accuracyLossUpperBound,
    hoursHeld: `24,${hours},24,24`,
    throughputRatio: 0.98,
    evidence: "shadow test",
  };
  return validationOf({ rules: { "endpoint-validation": tried } }, FROM, TO).pass;
};

export const inference = [
  ...boundariesOf("endpoint-size", { gpuP95Below: [0.4, fewer(0.399), fewer(0.4)] }),
  ...boundariesOf("endpoint-validation", {
    accuracyLossAtMost: [0.005, validated(0.005, 24), validated(0.0050001, 24)],
    hoursPerStep: [24, validated(0.001, 24), validated(0.001, 23.9)],
  }),
];
