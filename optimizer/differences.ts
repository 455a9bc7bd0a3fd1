export interface Difference {
  readonly at: string;
  readonly said: unknown;
  readonly is: unknown;
}

/**
 * Where two JSON values differ, at the deepest. Members of a list are paired by what they are called (id, component and rule, guard, variable
 * and so on), those without a name by their place: one that is missing is one difference, wherever it stood.
 */
export function differencesIn(said: unknown, is: unknown, at = ""): readonly Difference[] {
  if (isObject(said) && isObject(is)) {
    const names = [...new Set([...Object.keys(is), ...Object.keys(said)])].sort();
    return names.flatMap((name) => differencesIn(said[name], is[name], at === "" ? name : `${at}.${name}`));
  }
  if (Array.isArray(said) && Array.isArray(is)) {
    const [before, now] = [membersOf(said), membersOf(is)];
    const names = [...new Set([...now.keys(), ...before.keys()])];
    return names.flatMap((name) => {
      const [was, member] = [before.get(name), now.get(name)];
      return differencesIn(was, member, `${at}[${labelOf(member ?? was, name)}]`);
    });
  }
  return JSON.stringify(said) === JSON.stringify(is) ? [] : [{ at, said, is }];
}

/** By name; of several that are called alike, the later ones by their number too. */
function membersOf(list: readonly unknown[]): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  const seen = new Map<string, number>();
  for (const [index, member] of list.entries()) {
    const name = nameOf(member) ?? String(index);
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    found.set(nth === 1 ? name : `${name} #${nth}`, member);
  }
  return found;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What has an id is that one, whatever else changed; anything else is told by all that it is called. */
const NAMES = ["component", "rule", "guard", "check", "trigger", "metric", "statistic", "variable", "number", "region", "sku"] as const;

function nameOf(member: unknown): string | undefined {
  if (!isObject(member)) return undefined;
  if (typeof member.id === "string") return member.id;
  const told = [...NAMES.map((name) => member[name]), changesOf(member)].filter(
    (name) => (typeof name === "string" && name !== "") || typeof name === "number",
  );
  return told.length === 0 ? undefined : told.join(" ");
}

/** For people, an id stands with its component. */
const labelOf = (member: unknown, name: string): string =>
  isObject(member) && typeof member.id === "string" && typeof member.component === "string" ? `${name} ${member.component}` : name;

/** Of several candidates of one rule, which. */
const changesOf = ({ changes }: Readonly<Record<string, unknown>>): string =>
  Array.isArray(changes)
    ? changes
        .filter(isObject)
        .map(({ variable, to }) => `${String(variable)}=${JSON.stringify(to)}`)
        .join(" ")
    : "";
