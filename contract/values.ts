import { problemsBetween, type ValueProblem } from "./between";
import { type Sized, tunablesOf, variableOf } from "./component";
import type { OffHours, Tunable, TunableValue } from "./tunable";
import { editDistance } from "./words";

/** Values by Terraform variable name, as in a tfvars file. */
export type Values = Readonly<Record<string, TunableValue>>;

type Components = Readonly<Record<string, Sized>>;

/** Where a Terraform variable comes from. */
export interface VariableOrigin {
  readonly component: string;
  readonly tunable: string;
  readonly definition: Tunable;
}

/** Every variable that the components declare, by name. */
export function variablesOf(components: Components): ReadonlyMap<string, VariableOrigin> {
  const variables = new Map<string, VariableOrigin>();
  for (const [component, { tunables }] of Object.entries(components)) {
    for (const [tunable, definition] of tunablesOf({ tunables })) {
      variables.set(variableOf(component, tunable, definition), { component, tunable, definition });
    }
  }
  return variables;
}

/** The values that the code gives when nothing overrides them. */
export function defaultsOf(components: Components): Values {
  return Object.fromEntries([...variablesOf(components)].map(([name, { definition }]) => [name, definition.default]));
}

/** Symbols of units, and percent, have no plural. */
const several = (unit: string): string => (unit === "percent" || /[A-Z]$/.test(unit) ? unit : `${unit}s`);

/** What a person may write for a tunable, in words. */
export function allowedValues(tunable: Tunable): string {
  switch (tunable.type) {
    case "choice":
      return `one of ${tunable.ladder.map((rung) => JSON.stringify(rung)).join(", ")}`;
    case "count":
      return `a whole number from ${tunable.min} to ${tunable.max} (${several(tunable.unit)})`;
    case "flag":
      return "true or false";
    case "set":
      return `a list without repetition, out of ${tunable.members.map((member) => JSON.stringify(member)).join(", ")}`;
    case "schedule":
      return `{"start": CRON, "stop": CRON} with five fields each in the policy's time zone, or both empty for always on`;
  }
}

const CRON = /^(\S+\s+){4}\S+$/;

function isOffHours(value: unknown): value is OffHours {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  if (entries.length !== 2 || !("stop" in value) || !("start" in value)) return false;
  const { stop, start } = value;
  if (typeof stop !== "string" || typeof start !== "string") return false;
  return (stop === "" && start === "") || (CRON.test(stop) && CRON.test(start));
}

/** Whether a value from outside is one that the tunable may take. */
export function accepts(tunable: Tunable, value: unknown): value is TunableValue {
  switch (tunable.type) {
    case "choice":
      return typeof value === "string" && tunable.ladder.includes(value);
    case "count":
      return typeof value === "number" && Number.isSafeInteger(value) && value >= tunable.min && value <= tunable.max;
    case "flag":
      return typeof value === "boolean";
    case "set":
      return (
        Array.isArray(value) &&
        new Set(value).size === value.length &&
        value.every((name) => typeof name === "string" && tunable.members.includes(name))
      );
    case "schedule":
      return isOffHours(value);
  }
}

/**
 * Checks values from outside against the declared variables.
 * @returns the values it could accept and one line per problem, each with the allowed values; no problems means all are accepted.
 */
export function checkValues(components: Components, candidate: unknown): { readonly values: Values; readonly problems: readonly string[] } {
  if (typeof candidate !== "object" || candidate === null || Array.isArray(candidate)) {
    return { values: {}, problems: [`the file must hold one JSON object, not ${Array.isArray(candidate) ? "a list" : typeof candidate}`] };
  }
  const { values, problems } = checkEach(components, Object.entries(candidate));
  return { values, problems: problems.map(({ variable, problem }) => `${variable}: ${problem}`) };
}

/** What is wrong with the values that the code gives when nothing overrides them. */
export const defaultProblems = (components: Components): readonly ValueProblem[] =>
  checkEach(components, Object.entries(defaultsOf(components))).problems;

function checkEach(components: Components, candidates: readonly (readonly [string, unknown])[]) {
  const variables = variablesOf(components);
  const values: Record<string, TunableValue> = {};
  const problems: ValueProblem[] = [];
  for (const [variable, value] of candidates) {
    const origin = variables.get(variable);
    if (origin === undefined) {
      problems.push({ variable, problem: `not a declared variable; ${nearest(variable, [...variables.keys()])}` });
    } else if (accepts(origin.definition, value)) {
      values[variable] = value;
    } else {
      problems.push({ variable, problem: `${JSON.stringify(value)} is not allowed; it takes ${allowedValues(origin.definition)}` });
    }
  }
  problems.push(...sizeProblems(components, values));
  return { values, problems };
}

/** The tunable, or variable, that bounds a minimum from above, by name: `service_min_size` may not exceed `service_max_size`. */
export function greatestOf(name: string): string | undefined {
  const greatest = name.replace(/(^|_)min_/, "$1max_");
  return greatest === name ? undefined : greatest;
}

/** Rules between variables: a minimum may not exceed its maximum, and what each kind of component has beside. */
function sizeProblems(components: Components, overrides: Values): readonly ValueProblem[] {
  const all = { ...defaultsOf(components), ...overrides };
  const sizes = Object.entries(components).flatMap(([component, definition]) => {
    const tunables = tunablesOf(definition);
    const variable = (tunable: string): string => variableOf(component, tunable, tunables.get(tunable));
    return [...tunables.keys()].flatMap((least) => {
      const greatest = greatestOf(least);
      if (greatest === undefined) return [];
      const [minimum, maximum] = [all[variable(least)], all[variable(greatest)]];
      if (typeof minimum !== "number" || typeof maximum !== "number" || minimum <= maximum) return [];
      return [{ variable: variable(least), problem: `${minimum} is greater than ${variable(greatest)}, which is ${maximum}` }];
    });
  });
  return [...sizes, ...Object.entries(components).flatMap(([name, component]) => problemsBetween(name, component, all))];
}

function nearest(name: string, known: readonly string[]): string {
  const closest = known
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .sort((a, b) => a.distance - b.distance)[0];
  if (closest === undefined) return "this stack declares none";
  return closest.distance <= Math.max(3, name.length / 3)
    ? `did you mean ${closest.candidate}?`
    : `the nearest of the ${known.length} declared ones is ${closest.candidate}`;
}

/** Whether two values of one tunable are the same; a set's order does not count. */
export function sameValue(a: TunableValue | undefined, b: TunableValue | undefined): boolean {
  return canonicalJson(Array.isArray(a) ? [...a].sort() : a) === canonicalJson(Array.isArray(b) ? [...b].sort() : b);
}

/** The one way to write JSON for people and hashes: sorted keys, two spaces, final newline. */
export function canonicalJson(value: unknown): string {
  return `${JSON.stringify(value, (_key, inner: unknown) => (isRecord(inner) ? Object.fromEntries(Object.entries(inner).sort(byKey)) : inner), 2)}\n`;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : a > b ? 1 : 0);
