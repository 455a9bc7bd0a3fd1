import { resolve } from "node:path";
import { z } from "zod";
import { closest, EXIT, InputError } from "../../contract";
import {
  daysOf,
  decisionsCsv,
  LADDERS,
  type LadderName,
  readTraces,
  runBenchmark,
  SIZING_RULES,
  TARGETS,
  type TargetName,
  TRIMTAB,
  type Trace,
  targetFor,
} from "../../optimizer/benchmark";
import { replaceFiles } from "../../optimizer/files";
import { benchmarkText } from "../benchmark-text";
import { command } from "../command";
import { common, option, text } from "../options";

const oneOf = <K extends string>(record: Readonly<Record<K, unknown>>) =>
  z
    .custom<K>((word) => typeof word === "string" && Object.hasOwn(record, word), {
      error: `takes one of ${Object.keys(record).join(", ")}`,
    })
    .optional();
const days = "takes a whole number of days from 1 to 28";

export const benchmark = command({
  verb: "benchmark",
  describe: "Walk forward through machines' past with Trimtab's sizing and the published recommenders, and score them",
  positionals: {},
  options: {
    traces: option("string", "CSV, gzipped or not: vm,timestamp,duration_s,cpu_percent", text("name a file of traces")),
    ladder: option("string", "Sizes to choose from: doubling or continuous", oneOf(LADDERS)),
    cadence: option("number", "Days between decisions", z.int(days).min(1, days).max(28, days).optional()),
    target: option("string", "Where the dial stands: G1 … G5; sets ladder and cadence, too", oneOf(TARGETS)),
    rule: option("string", `Only this one: ${TRIMTAB}, ${SIZING_RULES.map(({ name }) => name).join(", ")}`, text("name a rule").optional()),
    out: option("string", "Write Trimtab's decisions: vm,decision_time,capacity,risk", text("takes a file").optional()),
    "what-if": option("string", "Write the risk that it states of all eight sizes at each decision", text("takes a file").optional()),
    json: common.json,
    debug: common.debug,
  },
  async run(input, terminal) {
    const rules = rulesNamed(input.rule);
    const setting = settingOf(input);
    terminal.step(`1/3 Reading ${input.traces}`);
    const traces = await readTraces(input.traces);
    terminal.step(
      `2/3 Walking forward through ${traces.length === 1 ? "one machine" : `${traces.length} machines`}, every ${setting.cadenceDays} days, ${setting.ladder} ladder`,
    );
    const own = input.rule === undefined || input.rule === TRIMTAB || input.out !== undefined || input["what-if"] !== undefined;
    const result = runBenchmark(traces, { ...setting, rules, own, advance: (done, total) => terminal.advance(done, total) });
    if (result.rows.every(({ score }) => score.weeks === 0))
      throw new InputError(`${input.traces} holds no week that can be scored`, {
        problems: [longest(traces)],
        hint: "A machine needs 14 days before a decision and 7 after it, half of them known: name a file with 21 days or more of it.",
      });
    const files = {
      ...(input.out === undefined ? {} : { [resolve(input.out)]: decisionsCsv(result.decisions) }),
      ...(input["what-if"] === undefined ? {} : { [resolve(input["what-if"])]: decisionsCsv(result.whatIf) }),
    };
    await replaceFiles(files);
    terminal.step(`3/3 Scored${Object.keys(files).length === 0 ? "" : `; wrote ${Object.keys(files).join(", ")}`}`);
    if (input.json) terminal.printJson({ ...setting, rules: result.rows.map(({ score, ...rule }) => ({ ...rule, ...score })) });
    else terminal.print(benchmarkText(result.rows, setting));
    return EXIT.ok;
  },
});

function longest(traces: readonly Trace[]): string {
  const [most] = [...traces].sort((a, b) => daysOf(b) - daysOf(a));
  return most === undefined
    ? "there is no machine in it"
    : `the longest trace, of ${JSON.stringify(most.vm)}, has ${daysOf(most).toFixed(1)} days`;
}

function settingOf(input: {
  readonly ladder?: LadderName | undefined;
  readonly cadence?: number | undefined;
  readonly target?: TargetName | undefined;
}) {
  const target = input.target ?? targetFor(input.ladder ?? "doubling", input.cadence ?? TARGETS.G2.cadenceDays);
  const { ladder, cadenceDays, dial } = TARGETS[target];
  return { target, ladder: input.ladder ?? ladder, cadenceDays: input.cadence ?? cadenceDays, dial };
}

/** @throws InputError for a rule that does not exist */
function rulesNamed(name: string | undefined) {
  if (name === undefined) return SIZING_RULES;
  const found = SIZING_RULES.filter((rule) => rule.name === name);
  if (found.length > 0 || name === TRIMTAB) return found;
  const names = [TRIMTAB, ...SIZING_RULES.map((rule) => rule.name)];
  const nearest = closest(name, names);
  throw new InputError(`There is no rule ${JSON.stringify(name)}`, {
    hint: nearest === undefined ? `The rules are: ${names.join(", ")}.` : `Did you mean: --rule ${nearest}?`,
  });
}
