import { parseArgs } from "node:util";
import { InputError } from "../../contract";

const SEEDS = 20;
const PROCESSES = 2;

export interface Asked {
  /** Absent: all that come with the benchmark. */
  readonly scenarios: readonly string[] | undefined;
  readonly first: number;
  readonly seeds: number;
  readonly processes: number;
  readonly json: boolean;
}

/** @throws InputError with every option that is unknown or takes something else */
export function askedIn(args: readonly string[]): Asked {
  const { scenario, seeds, first, processes, json } = parsed(args);
  const problems: string[] = [];
  const whole = (name: string, given: string | undefined, otherwise: number, least: number): number => {
    if (given === undefined) return otherwise;
    if (/^\d+$/.test(given) && Number(given) >= least) return Number(given);
    problems.push(`--${name}: takes a whole number from ${least} on, not "${given}"`);
    return otherwise;
  };
  const asked = {
    scenarios: scenario,
    first: whole("first", first, 1, 0),
    seeds: whole("seeds", seeds, SEEDS, 1),
    processes: whole("processes", processes, PROCESSES, 1),
    json: json === true,
  };
  if (problems.length > 0) throw refused(problems);
  return asked;
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        scenario: { type: "string", multiple: true },
        seeds: { type: "string" },
        first: { type: "string" },
        processes: { type: "string" },
        json: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    throw refused([error instanceof Error ? error.message : String(error)]);
  }
}

const refused = (problems: readonly string[]): InputError =>
  new InputError("bench:decide cannot run with this", { problems, hint: "docs/decide.md says what it takes" });
