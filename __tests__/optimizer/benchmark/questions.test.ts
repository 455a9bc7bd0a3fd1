import { questionsOf } from "../../../optimizer/benchmark/questions";
import type { Trace } from "../../../optimizer/benchmark/trace";
import { COLUMNS } from "../../../optimizer/risk/features";

const DAY = 288;
const DOUBLING = 8;
const steady = (days: number, demand: number): Trace => ({ vm: "1", startEpoch: 0, demand: new Float64Array(days * DAY).fill(demand) });

/** Room over the last week's greatest level, of the questions asked on a day. */
function roomsOn(day: number, trace: Trace) {
  const { count, columns, came, day: days } = questionsOf(trace);
  const room = COLUMNS.findIndex(({ feature, piece }) => feature === "room over level, 7 d" && piece === "line");
  return Array.from({ length: count }, (_, i) => i)
    .filter((i) => days[i] === day)
    .map((i) => ({ room: Number((columns[i * COLUMNS.length + room] ?? Number.NaN).toFixed(5)), came: came[i] === 1 }));
}

test("every day until the last whole week eight doubling sizes are asked about", () => {
  expect(roomsOn(13, steady(35, 0.1))).toEqual([]);
  expect(roomsOn(29, steady(35, 0.1))).toEqual([]);
  // The need is an eighth of the line at the present size.
  expect(roomsOn(28, steady(35, 0.1)).slice(0, DOUBLING)).toEqual([-2, -1, 0, 1, 2, 3, 4, 4].map((room) => ({ room, came: room < 0 })));
});

test.each([
  [18, -0.15, true],
  [19, 0.02, false],
  [20, 0.06, false],
  [21, 0.1, false],
  [22, 0.2, false],
  [23, 0.4, false],
  [24, -0.15, true],
])("and one near the line, in turn: day %d, room %d", (day, room, came) => {
  expect(roomsOn(day, steady(35, 0.1)).slice(DOUBLING)).toEqual([{ room, came }]);
});

test.each([
  ["is not asked about where demand would be cut off: over 90 % of what there is", 0.89, [-0.15], [0.02, 0.06, 0.1, 0.2, 0.4]],
  ["nor where it is smaller than the smallest size", 0.025, [0.02, 0.06, 0.1, 0.2, 0.4], [-0.15]],
])("a size near the line %s", (_name, demand, asked, left) => {
  const near = [18, 19, 20, 21, 22, 23].flatMap((day) =>
    roomsOn(day, steady(35, demand))
      .slice(DOUBLING)
      .map(({ room }) => room),
  );
  expect(near).toEqual(asked);
  for (const room of left) expect(near).not.toContain(room);
});
