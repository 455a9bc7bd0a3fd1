/**
 * Decides on simulated histories, plays the 30 days after them, and compares with a search that knows these days.
 * `--scenario FILE` (again for more) in place of those in bench/decide/scenarios, `--seeds N`, `--first SEED`, `--processes N`, `--json` for
 * every scenario and seed in one object. The last line is one JSON object: seeds, sloKept, savingShare, brier, brierBaseRate, skill, ece.
 */
import { readdirSync } from "node:fs";
import { relative, resolve } from "node:path";
import Table from "cli-table3";
import { TrimtabError } from "../contract";
import { loadScenario } from "../simulator";
import { askedIn } from "./decide/arguments";
import { deployedFor } from "./decide/contract";
import { inParallel } from "./decide/crew";
import type { Result } from "./decide/run";
import { chosenRisk, type Score, scoreOf } from "./decide/score";

const SCENARIOS = resolve(__dirname, "decide/scenarios");
/** What a benchmark has to reach. */
const GOALS = { sloKept: 0.99, savingShare: 0.8 } as const;

const percent = (share: number): string => (Number.isFinite(share) ? `${(share * 100).toFixed(1)} %` : "–");
const dollars = (usd: number): string => `$${Math.round(usd).toLocaleString("en-US")}`;
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function tableOf(byScenario: readonly (readonly [string, readonly Result[]])[], overall: Score): string {
  const table = new Table({
    head: ["scenario", "seeds", "SLO kept", "unchanged", "saved", "at best", "share", "in one step", "went up", "Brier", "skill", "ECE"],
    style: { head: [], border: [] },
    colAligns: ["left", ...Array.from({ length: 11 }, () => "right" as const)],
  });
  const row = (name: string, results: readonly Result[], score: Score): readonly string[] => [
    name,
    `${score.seeds}`,
    percent(score.sloKept),
    percent(score.sloKeptUnchanged),
    dollars(mean(results.map(({ savedUsd }) => savedUsd))),
    dollars(mean(results.map(({ bestUsd }) => bestUsd))),
    percent(score.savingShare),
    percent(score.savingShareOneStep),
    `${results.filter(({ movesUp }) => movesUp.length > 0).length}`,
    score.brier.toFixed(4),
    score.skill.toFixed(3),
    score.ece.toFixed(4),
  ];
  for (const [name, results] of byScenario) table.push([...row(name, results, scoreOf(results))]);
  table.push([
    ...row(
      "all",
      byScenario.flatMap(([, results]) => results),
      overall,
    ),
  ]);
  return table.toString();
}

async function main(): Promise<void> {
  const { scenarios: given, first, seeds: many, processes, json } = askedIn(process.argv.slice(2));
  const files =
    given ??
    readdirSync(SCENARIOS)
      .filter((name) => name.endsWith(".json"))
      .sort()
      .map((name) => resolve(SCENARIOS, name));
  for (const file of files) deployedFor(loadScenario(resolve(file)));
  const seeds = Array.from({ length: many }, (_, i) => first + i);
  const tasks = files.flatMap((file) => seeds.map((seed) => ({ scenario: resolve(file), seed })));
  const began = performance.now();
  const results = await inParallel(tasks, processes, ({ scenario, seed, kept, savedUsd, bestUsd }) =>
    process.stderr.write(`${scenario} ${seed}: ${kept ? "kept" : "spent"}, ${dollars(savedUsd)} of ${dollars(bestUsd)}\n`),
  );
  const seconds = Math.round((performance.now() - began) / 1000);
  const ordered = [...results].sort((a, b) => (a.scenario < b.scenario ? -1 : a.scenario > b.scenario ? 1 : a.seed - b.seed));
  const names = [...new Set(ordered.map(({ scenario }) => scenario))];
  const byScenario = names.map((name) => [name, ordered.filter(({ scenario }) => scenario === name)] as const);
  const overall = scoreOf(ordered);
  const scenarios = Object.fromEntries(byScenario.map(([name, of]) => [name, { ...scoreOf(of), chosen: chosenRisk(of) }]));
  const summary = { ...overall, chosen: chosenRisk(ordered), seconds };
  if (json) {
    console.log(JSON.stringify({ ...summary, scenarios, results: ordered }));
    return;
  }
  console.log(`${files.map((file) => relative(process.cwd(), resolve(file))).join(", ")}; seeds ${first} to ${seeds.at(-1)}`);
  console.log(tableOf(byScenario, overall));
  console.log(`Goals: SLO kept in ${percent(GOALS.sloKept)}, ${percent(GOALS.savingShare)} of the saving`);
  console.log(JSON.stringify({ ...summary, scenarios }));
}

main().catch((error: unknown) => {
  console.error(error instanceof TrimtabError ? error.describe() : error);
  process.exitCode = 1;
});
