/** Where the worker puts orders and the report finds them: by day of the order, in UTC. */
export const ordersOf = (day: string): string => `orders/${day}/`;
export const orderKey = (placedAt: string, id: string): string => `${ordersOf(dayOf(placedAt))}${id}.json`;
export const reportKey = (day: string): string => `reports/${day}.json`;

/** `2026-11-20` of a time in ISO 8601. */
export const dayOf = (time: string): string => new Date(time).toISOString().slice(0, 10);

const DAY_MILLISECONDS = 86_400_000;
export const dayBefore = (time: string): string => dayOf(new Date(Date.parse(time) - DAY_MILLISECONDS).toISOString());
