import { BOTH, type Guard, pass, reject } from "./guard";

const name = "exclusions";

/** No tag says that this component is to be left alone. */
export const exclusions: Guard = {
  name,
  scope: "component",
  binds: BOTH,
  judge: (_p, e, policy) => {
    if (e.tags === null || e.tags === undefined) {
      const why = e.unreadTags === undefined ? "" : ` (${e.unreadTags})`;
      return reject(name, `the tags of ${e.component} could not be read${why}, so nothing is known to be allowed`);
    }
    const tags = Object.entries(e.tags).flatMap(([key, values]) => [values].flat().map((value) => ({ key, value })));
    const excluded = tags.find((tag) => policy.excludedTags.some((pattern) => matches(pattern, tag)));
    return excluded === undefined
      ? pass(name, "no excluded tag")
      : reject(name, `${e.component} carries the excluded tag ${excluded.key}:${excluded.value}`);
  },
};

/** `Key:value`, where a `*` at the end of either stands for anything. */
function matches(pattern: string, tag: Tag): boolean {
  const colon = pattern.indexOf(":");
  const [key, value] = colon < 0 ? [pattern, "*"] : [pattern.slice(0, colon), pattern.slice(colon + 1)];
  return fits(key, tag.key) && fits(value, tag.value);
}

interface Tag {
  readonly key: string;
  readonly value: string;
}

const fits = (pattern: string, text: string): boolean => (pattern.endsWith("*") ? text.startsWith(pattern.slice(0, -1)) : text === pattern);
