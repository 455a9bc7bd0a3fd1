/** Primary key of a table or of an index; both attributes are strings. */
export interface Key {
  /** Attribute that decides on the partition. */
  readonly hashKey: string;
  /** Attribute that sorts within the partition. @default none: the hash key alone identifies an item */
  readonly rangeKey?: string;
}

/** A key without what else stands beside it. */
export const keyOf = ({ hashKey, rangeKey }: Key): Key => (rangeKey === undefined ? { hashKey } : { hashKey, rangeKey });

/** Each attribute of some keys, once. */
export const namesIn = (keys: readonly Key[]): ReadonlySet<string> =>
  new Set(keys.flatMap(({ hashKey, rangeKey }) => (rangeKey === undefined ? [hashKey] : [hashKey, rangeKey])));
