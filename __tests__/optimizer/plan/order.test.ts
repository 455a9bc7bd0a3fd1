import fc from "fast-check";
import type { Component } from "../../../contract";
import { inBestOrder } from "../../../optimizer/plan/order";
import type { Step } from "../../../optimizer/plan/steps";
import { savingsInFirstHalf } from "../../../optimizer/plan/whole";
import { tradingContract } from "../../../stacks/trading/tunables";

const { cache, accelerator, trades, database, order_service } = tradingContract.components;
const components: Readonly<Record<string, Component>> = {
  cache,
  accelerator,
  trades,
  database,
  order_service,
  a: trades,
  b: trades,
  c: trades,
};
const step = (component: string, tunable: string, savedUsd: number, disruption: number): Step => ({
  component,
  tunables: [tunable],
  deltas: [],
  after: {},
  worth: { savedUsd, disruption },
});
const order = (steps: readonly Step[]): readonly string[] =>
  inBestOrder(steps, { components }).map(({ component, tunables: [tunable] }) => `${component} ${tunable}`);

describe("the order of a phase's steps", () => {
  test.each<[string, readonly Step[], readonly string[]]>([
    ["what saves more for its disruption comes first", [step("a", "x", 10, 10), step("b", "x", 9, 3)], ["b x", "a x"]],
    ["a component's own steps keep their order", [step("a", "x", 1, 10), step("a", "y", 100, 10)], ["a x", "a y"]],
    [
      "a step that saves nothing goes along with the one that it makes way for",
      [step("b", "x", 20, 10), step("a", "x", 0, 1), step("a", "y", 100, 10)],
      ["a x", "a y", "b x"],
    ],
    [
      "a component waits in between where another's is worth more than its next",
      [step("a", "x", 100, 10), step("a", "y", 1, 10), step("b", "x", 20, 10)],
      ["a x", "b x", "a y"],
    ],
    [
      "where nothing is saved the policy's order stays",
      [step("b", "x", 0, 1), step("a", "x", -50, 9), step("c", "x", 0, 3)],
      ["b x", "a x", "c x"],
    ],
    [
      "a cache comes before what is read through it, where the policy has it so",
      [step("accelerator", "nodes", 1, 10), step("trades", "m", 99, 1)],
      ["accelerator nodes", "trades m"],
    ],
    [
      "and not where the policy has it otherwise",
      [step("trades", "m", 99, 1), step("accelerator", "nodes", 1, 10)],
      ["trades m", "accelerator nodes"],
    ],
    ["a step whose worth nobody knows stays where it was", [step("a", "x", 0, 1), { ...step("b", "x", 0, 0) }], ["a x", "b x"]],
  ])("%s", (_name, steps, expected) => {
    expect(order(steps)).toEqual(expected);
  });

  test("nothing is lost, nothing comes twice, and no less is saved early than one component after the other", () => {
    const some = fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 30 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(some, (drafts) => {
        const steps = drafts.map(([component, saved, disruption], i) => step(component, `t${i}`, saved, disruption));
        const ordered = inBestOrder(steps, { components });
        expect([...ordered].sort((a, b) => steps.indexOf(a) - steps.indexOf(b))).toEqual(steps);
        const weight = (all: readonly Step[]): number => {
          let at = 0;
          return all.reduce((sum, { worth }) => {
            at += worth?.disruption ?? 0;
            return sum + at * (worth?.savedUsd ?? 0);
          }, 0);
        };
        expect(weight(ordered)).toBeLessThanOrEqual(
          weight(["a", "b", "c"].flatMap((name) => steps.filter(({ component }) => component === name))),
        );
        expect(savingsInFirstHalf(ordered.flatMap(({ worth }) => worth ?? []))).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });
});
