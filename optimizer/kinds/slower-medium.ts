import { type EbsVolume, isSubMillisecond } from "../../contract";

/** That a volume of another type takes longer to answer than the one that was measured. */
export const slowerMedium = (before: Pick<EbsVolume, "type">, after: Pick<EbsVolume, "type">): string | undefined =>
  isSubMillisecond(before.type) && !isSubMillisecond(after.type)
    ? `${after.type} takes milliseconds to answer where ${before.type} took less than one, and no history shows what that does`
    : undefined;

/** Steps down that it is: what else falls lies in its own dimension, and comes on top. */
export const mediumStepsDown = (before: Pick<EbsVolume, "type">, after: Pick<EbsVolume, "type">): number =>
  slowerMedium(before, after) === undefined ? 0 : 1;
