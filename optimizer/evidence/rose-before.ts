import { median } from "../statistics";
import { lineThrough } from "./daily-levels";

/** Part of a rise that another has at the least to be its like. */
const AS_STEEP = 0.5;
/** Above the earlier height by less than a quarter is no other level, as far as days tell; as log₂. */
const AS_HIGH = Math.log2(1.25);
/** Part of a rise that was lost again at the least, where it came down. */
const CAME_DOWN = 0.5;
/** Days around a tier's end that its level there is read off. */
const AT_THE_END = 3;
/** Known days that a line is drawn through at the least. */
const LEAST_DAYS = 8;
/** How long ago the same day of the month was, give or take one. */
const A_MONTH = { least: 27, most: 32 } as const;

interface Levels {
  /** Ascending. */
  readonly days: readonly number[];
  /** As log₂, all measured alike. */
  readonly levels: readonly number[];
}

interface Rise {
  /** Calendar days from its first to its last, which is {@link presentDay}. */
  readonly days: number;
  /** In log₂. */
  readonly rise: number;
  readonly presentDay: number;
}

/**
 * Whether a month before a rise there was its like: steep enough over as many days, up to no less than the present level, and down again,
 * as where load runs up to the end of every month. Such heights are in the window and are judged as they are; what rose at any other time
 * says nothing of this one. Older tiers hold maxima, so only their own days are compared with each other: the present level is that of
 * their end, and what the line says came on top since.
 */
export function roseBefore({ days, levels }: Levels, { days: span, rise, presentDay }: Rise): boolean {
  const lastDay = days.at(-1);
  if (lastDay === undefined) return false;
  const present = median(levels.slice(-AT_THE_END)) + (rise / (span - 1)) * (presentDay - lastDay);
  return days.some((end, i) => {
    if (presentDay - end < A_MONTH.least || presentDay - end > A_MONTH.most) return false;
    const from = days.findIndex((day) => day > end - span);
    if (i - from + 1 < LEAST_DAYS) return false;
    const at = days.slice(from, i + 1);
    const line = lineThrough(levels.slice(from, i + 1), at);
    const height = line.level(end);
    const lowestAfter = Math.min(...levels.slice(i + 1).map((_, after) => median(levels.slice(i + 1 + after, i + 1 + after + AT_THE_END))));
    return line.slope * (span - 1) >= AS_STEEP * rise && height >= present - AS_HIGH && lowestAfter <= height - CAME_DOWN * rise;
  });
}
