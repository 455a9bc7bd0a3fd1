import type { ComponentInventory, Resource, Values } from "../../contract";

/** Whole numbers from one to another, both included; none where the second is smaller. */
export const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

/** @throws TypeError where the contract declares no such count: a mistake in the stack's code */
export function countOf(values: Values, name: string): number {
  const value = values[name];
  if (typeof value !== "number") throw new TypeError(`${name} is no count`);
  return value;
}

/** @throws TypeError where the contract declares no such set: a mistake in the stack's code */
export function setOf(values: Values, name: string): readonly string[] {
  const value = values[name];
  if (!Array.isArray(value)) throw new TypeError(`${name} is no set`);
  return value;
}

export const inRegion = (region: string, resources: readonly Resource[]): ComponentInventory => ({ region, resources });
