import { Token } from "cdktf";
import type { Construct } from "constructs";
import { InputError } from "../../contract";

/** A property's problem in words, or undefined where it is fine. */
export type Problem = string | undefined;

/**
 * Judges one property. What is absent or a token passes: Terraform's own validation judges a token at plan time.
 * @param expectation what the property takes, in words: `a number from 1 to 35`
 */
export function prop<T>(name: string, value: T | undefined, accepts: (value: T) => boolean, expectation: string): Problem {
  if (value === undefined || Token.isUnresolved(value) || accepts(value)) return undefined;
  return `${name}: ${JSON.stringify(value)} is not allowed; it takes ${expectation}`;
}

/** Accepts numbers of a range, its ends among them. */
export const between =
  (least: number, greatest: number) =>
  (value: number): boolean =>
    value >= least && value <= greatest;

/** Accepts what is listed. */
export const oneOf =
  <T>(...allowed: readonly T[]) =>
  (value: T): boolean =>
    allowed.includes(value);

/** Accepts texts in which the pattern is found. */
export const matches =
  (pattern: RegExp) =>
  (value: string): boolean =>
    pattern.test(value);

/** @throws InputError with all problems of one construct, named by its place in the tree */
export function validateAllProps(scope: Construct, id: string, problems: readonly Problem[]): void {
  const found = problems.filter((problem) => problem !== undefined);
  if (found.length === 0) return;
  const path = [scope.node.path, id].filter((part) => part !== "").join("/");
  throw new InputError(`${path} cannot be built: ${found.length} property(ies) are wrong`, { problems: found });
}
