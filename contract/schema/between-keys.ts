import type { z } from "zod";

interface Rule<T> {
  /** The keys that it is about, well formed. */
  readonly keys: z.ZodType<T>;
  readonly holds: (value: T) => boolean;
  /** Key whose value is the wrong one. */
  readonly at: string;
  /** What is wrong, to follow the value: `is greater than max, which is 3`. */
  readonly says: (value: T) => string;
}

/**
 * Arguments of `refine` for a rule between some keys of an object: asked as soon as these are well formed, so that it does not wait until
 * everything else in the object is mended.
 */
export function betweenKeys<T>({ keys, holds, at, says }: Rule<T>): Parameters<z.ZodType["refine"]> {
  return [
    (value) => holds(keys.parse(value)),
    { path: [at], error: ({ input }) => says(keys.parse(input)), when: ({ value }) => keys.safeParse(value).success },
  ];
}
