import type { Tags } from "../snapshot";

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** As the APIs give them: a key without a value has an empty one. */
export const tagsIn = (tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] = []): readonly Tag[] =>
  tags.flatMap(({ Key, Value = "" }) => (Key === undefined ? [] : [{ key: Key, value: Value }]));

/** Tags of several resources as one: a key with other values on other resources keeps all of them. */
export function together(tags: readonly Tag[]): Tags {
  const values = new Map<string, Set<string>>();
  for (const { key, value } of tags) values.set(key, (values.get(key) ?? new Set()).add(value));
  return Object.fromEntries([...values].map(([key, of]) => [key, of.size === 1 ? ([...of][0] ?? "") : [...of].sort()]));
}
