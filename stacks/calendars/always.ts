import type { Calendar } from "../../contract";

/** Every day is a working day: services that the whole world uses at any hour. */
export const ALWAYS: Calendar = { workingDays: [1, 2, 3, 4, 5, 6, 7], holidays: [], open: "00:00", close: "23:59" };
