import { work } from "../../../../stacks/staging/handlers/queue-worker/work";
import { reportDay } from "../../../../stacks/staging/handlers/report/report";
import { seedOrders } from "../../../../stacks/staging/handlers/seed/seed";
import { memoryStore } from "./memory-store";

const TIME = "2026-03-02T05:00:00Z";
const NEXT_MORNING = "2026-03-03T05:00:00Z";

type Message = { readonly id: string; readonly body: string };

async function seeded(event: Readonly<Record<string, unknown>>): Promise<readonly (readonly Message[])[]> {
  const batches: (readonly Message[])[] = [];
  await seedOrders(event, {
    send: async (messages) => {
      batches.push(messages);
      return [];
    },
  });
  return batches;
}

const eventOf = (messages: readonly Message[]) => ({ Records: messages.map(({ id, body }) => ({ messageId: id, body })) });

describe("the seed", () => {
  test("sends as many orders as asked, ten a call", async () => {
    expect((await seeded({ time: TIME, count: 25 })).map((batch) => batch.length)).toEqual([10, 10, 5]);
  });

  test("sends the same orders for the same time and seed, and others for another", async () => {
    const [first, again, other] = [await seeded({ time: TIME }), await seeded({ time: TIME }), await seeded({ time: TIME, seed: "other" })];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  test("never sends two orders of one id", async () => {
    const ids = (await seeded({ time: TIME, count: 1_000 })).flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(1_000);
  });

  test("fails with the orders that the queue refused", async () => {
    const refusing = seedOrders({ time: TIME, count: 3 }, { send: async (messages) => messages.slice(0, 1).map(({ id }) => id) });
    await expect(refusing).rejects.toThrow(/refused 1 of 3 orders: [0-9a-f]{32}/);
  });

  test.each([
    ["no time", { count: 1 }, "time"],
    ["no orders", { time: TIME, count: 0 }, "count"],
    ["a time that is none", { time: "yesterday" }, "time"],
  ])("refuses an event with %s", async (_name, event, problem) => {
    await expect(seeded(event)).rejects.toThrow(problem);
  });
});

describe("the queue worker", () => {
  const logged: Readonly<Record<string, unknown>>[] = [];
  const log = (line: Readonly<Record<string, unknown>>) => logged.push(line);
  const order = { id: "ab", customer: "c", item: "oar", quantity: 3, unitPriceCents: 250, placedAt: "2026-03-02T05:00:00.000Z" };

  test("keeps an order by its day, with its total", async () => {
    const store = memoryStore();
    expect(await work(eventOf([{ id: "m1", body: JSON.stringify(order) }]), { store, log })).toEqual({ batchItemFailures: [] });
    expect([...store.objects]).toEqual([["orders/2026-03-02/ab.json", { ...order, totalCents: 750 }]]);
  });

  test("keeps an order once that comes twice", async () => {
    const store = memoryStore();
    const twice = [1, 2].map((n) => ({ id: `m${n}`, body: JSON.stringify(order) }));
    await work(eventOf(twice), { store, log });
    expect(store.objects.size).toBe(1);
  });

  test.each([
    ["is no JSON", "{"],
    ["has no quantity", JSON.stringify({ ...order, quantity: undefined })],
    ["names a path as its id", JSON.stringify({ ...order, id: "../ab" })],
  ])("hands back a message that %s, and that one alone", async (_name, body) => {
    const store = memoryStore();
    const messages = [
      { id: "bad", body },
      { id: "good", body: JSON.stringify(order) },
    ];
    expect(await work(eventOf(messages), { store, log })).toEqual({ batchItemFailures: [{ itemIdentifier: "bad" }] });
    expect(store.objects.size).toBe(1);
    expect(logged.at(-1)).toMatchObject({ messageId: "bad", problem: expect.any(String) });
  });

  test("hands back what the store did not take", async () => {
    const failing = { put: async () => Promise.reject(new Error("throttled")) };
    expect(await work(eventOf([{ id: "m1", body: JSON.stringify(order) }]), { store: failing, log })).toEqual({
      batchItemFailures: [{ itemIdentifier: "m1" }],
    });
    expect(logged.at(-1)).toEqual({ messageId: "m1", problem: "throttled" });
  });
});

describe("the report", () => {
  test("of the day before sums up what seed and worker have left, and is kept", async () => {
    const store = memoryStore();
    const messages = (await seeded({ time: TIME, count: 40 })).flat();
    await work(eventOf(messages), { store, log: () => undefined });
    const report = await reportDay({ time: NEXT_MORNING }, store);
    expect(report).toMatchObject({ day: "2026-03-02", orders: 40 });
    const totals = messages.map(({ body }) => JSON.parse(body)).map(({ quantity, unitPriceCents }) => quantity * unitPriceCents);
    expect(report.revenueCents).toBe(totals.reduce((sum, cents) => sum + cents, 0));
    expect(Object.values(report.revenueCentsByItem)).toEqual(Object.values(report.revenueCentsByItem).sort((a, b) => b - a));
    expect(store.objects.get("reports/2026-03-02.json")).toEqual(report);
  });

  test("of a day without orders is empty", async () => {
    expect(await reportDay({ time: NEXT_MORNING, day: "2026-01-01" }, memoryStore())).toEqual({
      day: "2026-01-01",
      orders: 0,
      customers: 0,
      revenueCents: 0,
      revenueCentsByItem: {},
    });
  });
});
