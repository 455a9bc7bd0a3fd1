import type { TerraformStack } from "cdktf";
import { regionPrefix, type StackContract, type Tunable, tunablesOf, variableName, variablesOf } from "../../contract";
import { declareVariable, type Size, type SizeOf } from "./variable";

type SizesOfTunables<T> = { readonly [Name in keyof T]: NonNullable<T[Name]> extends Tunable ? SizeOf<NonNullable<T[Name]>> : never };

/** `sizes.<component>.<tunable>`: a token per variable, so that a renamed tunable breaks the build of the stack that uses it. */
export type Sizes<C extends StackContract> = {
  readonly [Name in keyof C["components"]]: SizesOfTunables<C["components"][Name]["tunables"]>;
};

/**
 * Declares one variable per tunable, at stack level: only there does its name stay `<component>_<tunable>`.
 * @param region a further one, which has variables of its own @default the primary
 */
export function declareSizes<C extends StackContract>(stack: TerraformStack, contract: C, region?: string): Sizes<C>;
export function declareSizes(
  stack: TerraformStack,
  { components }: StackContract,
  region?: string,
): Readonly<Record<string, Readonly<Record<string, Size>>>> {
  const prefix = region === undefined ? "" : regionPrefix(region);
  const declared = new Set([...variablesOf(components).keys()].map((name) => `${prefix}${name}`));
  return Object.fromEntries(
    Object.entries(components).map(([component, { tunables }]) => [
      component,
      Object.fromEntries(
        [...tunablesOf({ tunables })].map(([tunable, definition]) => [
          tunable,
          declareVariable(stack, variableName(`${prefix}${component}`, tunable), definition, declared),
        ]),
      ),
    ]),
  );
}
