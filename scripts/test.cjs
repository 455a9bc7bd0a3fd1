/**
 * Runs all tiers of tests one after the other: the fast ones answer first, and none is slowed down by another.
 * The last line adds up their closing lines.
 */
const { spawn } = require("node:child_process");
const { join } = require("node:path");

const TIERS = ["unit", "integration", "stack", "e2e"];
const CLOSING_LINE = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm;

/** Exit code and counts of one tier; its output passes through. */
function run(tier) {
  return new Promise((resolve) => {
    const jest = spawn(process.execPath, [join(__dirname, "../node_modules/jest/bin/jest.js"), "--selectProjects", tier], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    jest.stdout.on("data", (chunk) => {
      output += chunk;
      process.stdout.write(chunk);
    });
    jest.on("close", (code) =>
      resolve({ code: code ?? 1, counts: [...output.matchAll(CLOSING_LINE)].at(-1)?.slice(1).map(Number) ?? [0, 1] }),
    );
  });
}

async function main() {
  const totals = [0, 0, 0];
  for (const tier of TIERS) {
    const { code, counts } = await run(tier);
    for (const [i, count] of counts.entries()) totals[i] += count || 0;
    if (code !== 0) process.exitCode = 1;
  }
  const [passed, failed, skipped] = totals;
  if (process.exitCode === 1 && failed === 0) totals[1] = 1;
  process.stdout.write(`${passed} passed, ${totals[1]} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`);
}

main();
