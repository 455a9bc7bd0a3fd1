import { defaultsOf, type TunableValue } from "../../../contract";
import { modelOf } from "../../../optimizer/kinds";
import { phasesOf } from "../../../optimizer/plan/phases";
import { stepsOf } from "../../../optimizer/plan/steps";
import { snapshotOf } from "../../support/snapshot";

const { contract, current } = snapshotOf({ measures: {}, days: 1 });

const change = (component: string, to: Readonly<Record<string, TunableValue>>) => {
  const definition = contract.components[component];
  const model = definition === undefined ? undefined : modelOf(definition.kind);
  if (definition === undefined || model === undefined) throw new Error(`${component} has no model`);
  const from = Object.fromEntries(
    Object.keys(to).flatMap((tunable) => {
      const value = current[`${component}_${tunable}`];
      return value === undefined ? [] : [[tunable, value]];
    }),
  );
  return stepsOf({ model, policy: contract.policy, component, definition, current: from }, to, "down");
};

const planned = phasesOf(contract, current, [
  ...change("database", { writer_class: "db.r6g.4xlarge", reader_class: "db.r6g.4xlarge" }),
  ...change("order_service", { min_size: 9 }),
  ...change("orders", { billing_mode: "PAY_PER_REQUEST" }),
  ...change("cache", { shards: 8 }),
  ...change("accelerator", { nodes: 4 }),
]);
const turned = planned.map(({ steps }) => steps.map((step) => step.map(({ variable }) => variable).join(" ")));

test("DAX is turned before the cache, the cache before the tables; the database last, its readers first", () => {
  expect(turned).toEqual([
    ["accelerator_nodes", "cache_shards", "orders_billing_mode"],
    ["order_service_min_size"],
    ["database_reader_class", "database_writer_class"],
  ]);
});

test("each phase's values are the whole override once it is through, sorted", () => {
  expect(planned.map(({ values }) => Object.keys(values))).toEqual([
    ["accelerator_nodes", "cache_shards", "orders_billing_mode"],
    ["accelerator_nodes", "cache_shards", "order_service_min_size", "orders_billing_mode"],
    [
      "accelerator_nodes",
      "cache_shards",
      "database_reader_class",
      "database_writer_class",
      "order_service_min_size",
      "orders_billing_mode",
    ],
  ]);
});

test("what an earlier override turned stays in every later one", () => {
  const [phase] = phasesOf(contract, { ...current, trades_billing_mode: "PAY_PER_REQUEST" }, change("accelerator", { nodes: 4 }));
  expect(phase?.values).toEqual({ accelerator_nodes: 4, trades_billing_mode: "PAY_PER_REQUEST" });
});

test("a phase with nothing to do is left out, and the others keep their numbers", () => {
  expect(phasesOf(contract, defaultsOf(contract.components), change("order_service", { min_size: 9 })).map(({ number }) => number)).toEqual(
    [2],
  );
});
