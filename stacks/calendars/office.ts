import type { Calendar } from "../../contract";

/** Monday to Friday in office hours; which holidays are kept differs from company to company, so none is assumed. */
export const OFFICE: Calendar = { workingDays: [1, 2, 3, 4, 5], holidays: [], open: "08:00", close: "19:00" };
