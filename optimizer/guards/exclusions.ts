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
    const tags = Object.entries(e.tags).flatMap(([key, values]) => [values].flat().map((value) => `${key}:${value}`));
    const excluded = tags.find((tag) => policy.excludedTags.some((pattern) => matches(pattern, tag)));
    return excluded === undefined ? pass(name, "no excluded tag") : reject(name, `${e.component} carries the excluded tag ${excluded}`);
  },
};

/** `Key:value`, where a `*` at the end of either stands for anything. */
function matches(pattern: string, tag: string): boolean {
  const [keyPattern = "", valuePattern = "*"] = split(pattern);
  const [key = "", value = ""] = split(tag);
  return fits(keyPattern, key) && fits(valuePattern, value);
}

const split = (text: string): readonly string[] => {
  const colon = text.indexOf(":");
  return colon < 0 ? [text] : [text.slice(0, colon), text.slice(colon + 1)];
};

const fits = (pattern: string, text: string): boolean => (pattern.endsWith("*") ? text.startsWith(pattern.slice(0, -1)) : text === pattern);
