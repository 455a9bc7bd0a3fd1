export interface Key {
  readonly hashKey: string;
  /** @default none: the hash key alone identifies an item */
  readonly rangeKey?: string;
}

/** A key without what else stands beside it. */
export const keyOf = ({ hashKey, rangeKey }: Key): Key => (rangeKey === undefined ? { hashKey } : { hashKey, rangeKey });

/** Each attribute of some keys, once. */
export const namesIn = (keys: readonly Key[]): ReadonlySet<string> =>
  new Set(keys.flatMap(({ hashKey, rangeKey }) => (rangeKey === undefined ? [hashKey] : [hashKey, rangeKey])));
