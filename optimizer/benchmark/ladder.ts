/** Capacities that a program may choose, in units of the present one. */
export const LADDERS = {
  /** Powers of two, like instance sizes. */
  doubling: { step: 1 },
  /** Anything between; Trimtab's own sizing tries eight sizes in every doubling. */
  continuous: { step: 1 / 8 },
} as const;
export type LadderName = keyof typeof LADDERS;

const LOWEST = -5;
const HIGHEST = 2;
/** Sizes that the stated risk is asked of. */
export const ASKED = Array.from({ length: HIGHEST - LOWEST + 1 }, (_, i) => 2 ** (LOWEST + i));

/** log₂ of the sizes that Trimtab chooses from, ascending. */
export const sizesOf = (ladder: LadderName): readonly number[] => {
  const { step } = LADDERS[ladder];
  return Array.from({ length: (HIGHEST - LOWEST) / step + 1 }, (_, i) => LOWEST + i * step);
};

/** The capacity that the ladder has for a wish: on the doubling one the next size up. */
export function onLadder(capacity: number, ladder: LadderName): number {
  const within = Math.min(2 ** HIGHEST, Math.max(2 ** LOWEST, capacity));
  if (ladder === "continuous") return within;
  return 2 ** Math.min(HIGHEST, Math.max(LOWEST, Math.ceil(Math.log2(within) - 1e-9)));
}
