import { Fn, Op } from "cdktf";

/** Sizes of one group; tokens, as a total may be a Terraform variable. */
export interface GroupSizes {
  readonly minSize: number;
  readonly maxSize: number;
  readonly desiredCapacity: number;
}

/**
 * The part of a total that the group at `index` of `groups` gets: even, the first ones get what is left over (20 over 3 is 7, 7, 6).
 * The parts add up to the total, and a smaller total never gives a larger part, so that minimum ≤ maximum holds for each group.
 */
export function shareOf(total: number, index: number, groups: number): number {
  const roundsUp = groups - 1 - index;
  // cdktf renders a literal 0 in an operation as `undefined`.
  return Fn.floor(Op.div(roundsUp === 0 ? total : Op.add(total, roundsUp), groups));
}

/** The initial capacity is kept between the limits: after these were turned down, a new group could not be made otherwise. */
export function sizesOf(totals: GroupSizes, index: number, groups: number): GroupSizes {
  const minSize = shareOf(totals.minSize, index, groups);
  const maxSize = shareOf(totals.maxSize, index, groups);
  const desiredCapacity = Fn.max([minSize, Fn.min([maxSize, shareOf(totals.desiredCapacity, index, groups)])]);
  return { minSize, maxSize, desiredCapacity };
}

/**
 * `maxHealthyPercent` with which a refresh, beside `minHealthyPercent: 100`, launches `batch` instances at most before it ends as many:
 * a share of the greatest size that makes `batch`, and so no more of any smaller size. Of a share below one instance AWS makes one.
 * For one group over all zones.
 */
export function maxHealthyPercentFor(batch: number, maxSize: number): number {
  const most = Fn.max([1, maxSize]);
  const percent = Fn.floor(Op.div(Op.mul(Op.add(most, batch), 100), most));
  return Fn.min([200, Fn.max([101, percent])]);
}
