import { AwsError } from "../../../contract";

/** Cost Explorer writes numbers as text. @throws AwsError for what is none */
export function numberOf(text: string | undefined, what: string): number {
  const value = text === undefined || text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isFinite(value)) return value;
  throw new AwsError(`Cost Explorer answered ${what} in a shape that is not understood: ${text ?? "nothing"}`);
}

/** 0 where AWS says nothing, as it does of what there is none of. */
export const numberOrZero = (text: string | undefined, what: string): number =>
  text === undefined || text === "" ? 0 : numberOf(text, what);

/** @throws AwsError for what is no point in time */
export function epochOf(text: string | undefined, what: string): number {
  const milliseconds = text === undefined ? Number.NaN : Date.parse(text);
  if (Number.isFinite(milliseconds)) return Math.floor(milliseconds / 1000);
  throw new AwsError(`Cost Explorer answered ${what} in a shape that is not understood: ${text ?? "nothing"}`);
}

/** Attributes by name, whichever way AWS capitalized them in this answer. */
export const attribute = (attributes: Readonly<Record<string, string>> | undefined, name: string): string =>
  Object.entries(attributes ?? {}).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] ?? "";

/** Negative rests of rounding are nothing. */
export const atLeastZero = (value: number): number => Math.max(0, value);
