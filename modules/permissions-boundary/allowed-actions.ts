import { z } from "zod";

const oneOrMore = z.union([z.string().transform((only) => [only]), z.array(z.string())]);
const documentSchema = z.object({ Statement: z.array(z.object({ Effect: z.string(), Action: oneOrMore })) });

/** The actions that a policy document allows and no pattern covers. */
export function beyond(patterns: readonly string[], document: string): readonly string[] {
  const covered = patterns.map((pattern) => new RegExp(`^${pattern.replaceAll("*", ".*")}$`, "i"));
  const allowed = allowedIn(document);
  return [...new Set(allowed)].filter((action) => !covered.some((pattern) => pattern.test(action)));
}

function allowedIn(document: string): readonly string[] {
  const { Statement } = documentSchema.parse(JSON.parse(document));
  return Statement.flatMap(({ Effect, Action }) => (Effect === "Allow" ? Action : []));
}
