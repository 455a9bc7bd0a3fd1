import { EVENT } from "./event";

/** Risk over more days than it was stated for, as if every horizon were a draw of its own: events that come in series make it less. */
export const compounded = (risk: number, days: number): number => 1 - (1 - risk) ** (days / EVENT.horizonDays);

/** P(any) of several components, as if they were independent; an upper bound where what troubles one troubles the others. */
export const ofAny = (risks: readonly number[]): number => 1 - risks.reduce((kept, risk) => kept * (1 - risk), 1);
