import type { Delta } from "../../plan/recommendation";
import type { Agreed } from "./agreed";
import { announces } from "./announcements";
import type { Judgement } from "./judgement";
import { valuesIn } from "./place";
import { type ResourceChange, verbOf } from "./plan";

/** Arguments by which AWS and people know a resource. */
const IDENTITY = ["arn", "id", "name", "identifier", "cluster_identifier"];

/**
 * Where a member leaves a set, what ends has to be that member's: Terraform says only that a resource depends on the set, and the
 * resources of all members do. One is told by what it is called.
 */
export function ofStayingMember(change: ResourceChange, { causes }: Judgement, { deltas, contract }: Agreed): readonly string[] {
  if (!["replace", "destroy", "forget"].includes(verbOf(change))) return [];
  const announcing = deltas.filter((delta) => causes.has(delta.variable) && announces(delta, change, contract));
  const leaving = announcing.map(leavingOf);
  // What something else announces as well needs no member's name.
  if (leaving.length === 0 || leaving.some((members) => members === undefined)) return [];
  const members = leaving.flatMap((some) => some ?? []);
  if (members.some((member) => isNamed(change, member))) return [];
  return [`${verbOf(change)} ${change.address}: is named after none of those that leave, which are ${members.join(", ") || "none"}`];
}

/** Members that a delta takes out of a set; undefined of anything else. */
const leavingOf = ({ from, to }: Delta): readonly string[] | undefined =>
  isSet(from) && isSet(to) ? from.filter((member) => !to.includes(member)) : undefined;

const isSet = (value: Delta["from"]): value is readonly string[] => Array.isArray(value);

function isNamed({ address, change }: ResourceChange, member: string): boolean {
  const before = valuesIn(change.before);
  const texts = [address, ...IDENTITY.map((name) => before[name])].filter((text) => typeof text === "string");
  return texts.some((text) => ` ${words(text)} `.includes(` ${words(member)} `));
}

/** `aws_rds_cluster.database_eu_west_1` and `eu-west-1` are written in the same words. */
const words = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, " ")
    .trim();
