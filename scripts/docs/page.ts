/** A file that is made from the code, whole or in part. */
export interface Page {
  /** Relative to the repository. */
  readonly path: string;
  /** @param current what the file holds now, for what is written by hand; empty where there is none yet */
  readonly content: (current: string) => string;
}
