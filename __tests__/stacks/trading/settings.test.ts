import { defaultsOf, InputError } from "../../../contract";
import { tradingInventory } from "../../../stacks/trading/inventory";
import { tradingSettings } from "../../../stacks/trading/settings";
import { tradingContract } from "../../../stacks/trading/tunables";

const groupsOf = (settings: Readonly<Record<string, unknown>>): readonly (string | undefined)[] =>
  (
    tradingInventory({ name: "trading", region: "us-east-1", settings }, defaultsOf(tradingContract.components)).order_service?.resources ??
    []
  )
    .filter(({ scope }) => scope === "group")
    .map(({ dimensions }) => dimensions.AutoScalingGroupName);

describe("settings of a trading deployment", () => {
  test("may be left out", () => {
    expect(tradingSettings({ name: "trading", settings: {} })).toMatchObject({ placement: "cluster", enaExpress: false, alertEmails: [] });
  });

  test.each([
    ["an unknown one", { placment: "cluster" }, /placment/],
    ["another placement", { placement: "spread" }, /settings\.placement/],
    ["no mail address", { alertEmails: ["nobody"] }, /settings\.alertEmails\.0/],
  ])("%s is refused by name", (_name, settings, expected) => {
    const read = () => tradingSettings({ name: "trading", settings });
    expect(read).toThrow(InputError);
    try {
      read();
    } catch (error) {
      expect(error instanceof InputError ? error.describe() : "").toMatch(expected);
    }
  });

  test("the inventory names the groups that the placement makes", () => {
    expect(groupsOf({})).toEqual(["trading-order-service-a", "trading-order-service-b", "trading-order-service-c"]);
    expect(groupsOf({ placement: "partition" })).toEqual(["trading-order-service"]);
  });
});
