import { AuroraGlobal, type AuroraGlobalProps } from "../../../modules/aurora-global";
import { problemsOf } from "../../support/construct";
import { globalProps } from "./props";

type Turn = (props: AuroraGlobalProps) => Partial<AuroraGlobalProps>;

const problems = (turn: Turn) =>
  problemsOf((stack) => {
    const props = globalProps(stack);
    new AuroraGlobal(stack, "database", { ...props, ...turn(props) });
  });

describe("properties of a global database", () => {
  test.each<[string, Turn]>([
    ["all defaults", () => ({})],
    ["no secondary region for now", () => ({ secondaryRegions: [] })],
    ["one of two", () => ({ secondaryRegions: ["eu-west-1"] })],
    ["no region that could hold a copy", () => ({ secondaryRegions: [], secondaries: {} })],
    ["PostgreSQL", () => ({ engine: "postgresql", engineVersion: "16.6" })],
  ])("accepts %s", (_name, turn) => expect(problems(turn)).toEqual([]));

  test.each<[string, Turn, string]>([
    ["a region without a place", () => ({ secondaryRegions: ["ap-south-1"] }), "secondaryRegions"],
    ["the primary's region as a secondary", ({ secondaries }) => ({ region: Object.keys(secondaries)[0] ?? "" }), "secondaries"],
    ["a zone as region", () => ({ region: "us-east-1a" }), 'region: "us-east-1a"'],
    ["another service's class", () => ({ secondaryClass: "cache.r6g.large" }), "secondaryClass"],
    ["a name that leaves no room for a region", () => ({ name: "a".repeat(52) }), "name:"],
    ["what its primary does not accept", () => ({ readers: 16 }), "readers: 16"],
    ["a version of the password that is none", () => ({ masterPasswordVersion: 0 }), "version: 0"],
  ])("rejects %s", (_name, turn, problem) => {
    const found = problems(turn);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(problem);
  });
});
