import { Token } from "cdktf";
import type { Construct } from "constructs";
import { REGION_NAME } from "../../contract";
import { matches, type Problem, prop, validateAllProps } from "../validation";
import type { AuroraGlobalProps } from "./props";

const IDENTIFIER_CHARACTERS = 63;

/** `<name>-<region>-1` is the longest identifier. */
function nameProblem({ name, secondaries }: AuroraGlobalProps): Problem {
  const longest = Math.max(0, ...Object.keys(secondaries).map((region) => `-${region}-1`.length));
  return prop(
    "name",
    name,
    (given) => given.length + longest <= IDENTIFIER_CHARACTERS,
    `${IDENTIFIER_CHARACTERS - longest} characters or fewer, so that the secondary regions' names fit behind it`,
  );
}

/** @throws InputError with every problem of the global database's own props; the primary's are judged by its module */
export function validate(scope: Construct, id: string, props: AuroraGlobalProps): void {
  const regions = Object.keys(props.secondaries);
  validateAllProps(scope, id, [
    nameProblem(props),
    prop("region", props.region, matches(REGION_NAME), "a region such as us-east-1"),
    prop("secondaryClass", props.secondaryClass, matches(/^db\.[a-z0-9]+\.[a-z0-9]+$/), "an instance class such as db.r6g.large"),
    prop("secondaries", regions, (names) => names.every((name) => REGION_NAME.test(name)), "regions such as us-west-2"),
    prop("secondaries", regions, (names) => !names.includes(props.region), `regions other than the primary's, ${props.region}`),
    prop("secondaries", regions, (names) => names.length <= 10, "at most 10 regions"),
    prop(
      "secondaryRegions",
      props.secondaryRegions,
      (chosen) => chosen.every((region) => Token.isUnresolved(region) || regions.includes(region)),
      `regions of secondaries: ${regions.join(", ") || "none"}`,
    ),
  ]);
}
