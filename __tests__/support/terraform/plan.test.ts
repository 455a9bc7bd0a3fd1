import { Plan } from "./plan";

const change = (address: string, actions: readonly string[], before: object | null, after: object | null) => ({
  address,
  mode: "managed",
  type: address.split(".")[0],
  change: { actions, before, after },
});

const plan = Plan.parse(
  JSON.stringify({
    variables: { size: { value: 3 } },
    resource_changes: [
      change("aws_a.kept", ["no-op"], { size: 1 }, { size: 1 }),
      change("aws_a.grown", ["update"], { size: 1, name: "x" }, { size: 3, name: "x" }),
      change("aws_b.anew", ["delete", "create"], { size: 1 }, { size: 1 }),
      change("aws_b.gone", ["delete"], { size: 1 }, null),
      { ...change("data.aws_c.read", ["read"], null, {}), mode: "data" },
    ],
  }),
);

describe("a plan as tests ask it", () => {
  test("tells changes from what stays, and leaves data sources out", () => {
    expect(plan.changes.map(({ address }) => address)).toEqual(["aws_a.grown", "aws_b.anew", "aws_b.gone"]);
    expect(plan.countByType()).toEqual({ aws_a: 2, aws_b: 2 });
  });

  test("tells replacement from removal", () => {
    expect(plan.replaced).toEqual(["aws_b.anew"]);
    expect(plan.destroyed).toEqual(["aws_b.anew", "aws_b.gone"]);
  });

  test("names each argument that an update changes", () => {
    expect(plan.differences().filter(({ address }) => address === "aws_a.grown")).toEqual([
      { address: "aws_a.grown", attribute: "size", from: 1, to: 3 },
    ]);
  });

  test("names what there is when an address is not", () => {
    expect(() => plan.at("aws_a.absent")).toThrow("aws_a.kept, aws_a.grown");
  });
});
