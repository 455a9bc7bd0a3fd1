import { ACCELERATED } from "../../contract";
import { type Evidence, textIn } from "../evidence";
import { VALIDATION_RULE, type ValidationParameters, validationOf, validationParameters } from "../kinds/endpoint-validation";
import { ladderOf } from "../kinds/ladder";
import { proposal } from "../plan/proposal";
import { rule } from "./rule";

/** Another instance type, once the policy records its validation; until then it says what the validation has to show. */
export const endpointValidation = rule({
  name: VALIDATION_RULE,
  kinds: ["inference-endpoint"],
  parameters: validationParameters,
  declines: (e, p) => {
    const type = candidateOf(e, p);
    if (type === undefined) return `no other type of the ladder is there for ${textIn(e.current, "instance_type")}`;
    const validation = validationOf(e.policy, textIn(e.current, "instance_type"), type);
    return validation.pass ? undefined : validation.reason;
  },
  propose: (e, p) => {
    const type = candidateOf(e, p);
    if (type === undefined || !e.turns("instance_type")) return [];
    const { reason, pass, throughputRatio } = validationOf(e.policy, textIn(e.current, "instance_type"), type);
    if (!pass) return [];
    return [
      proposal(e, {
        rule: VALIDATION_RULE,
        direction: "down",
        to: { ...e.current, instance_type: type },
        reason: `${reason} (${p.evidence ?? ""})`,
        findings: [
          {
            metric: `throughput of ${type} over the present type's`,
            statistic: `as the validation measured it: ${p.evidence ?? ""}`,
            value: throughputRatio,
            unit: "fraction",
            window: "the validation's",
            coverage: 1,
          },
        ],
      }),
    ];
  },
});

/** The type that was validated, or the first of the ladder that one could be. */
function candidateOf(e: Evidence, { validatedType }: ValidationParameters): string | undefined {
  const now = textIn(e.current, "instance_type");
  const others = ladderOf(e.definition, "instance_type").filter((type) => type !== now && ACCELERATED.get(type)?.retired === false);
  return validatedType === undefined || validatedType === now ? others[0] : others.find((type) => type === validatedType);
}
