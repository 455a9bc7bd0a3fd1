/** Preloaded into a benchmarked process: writes its peak memory where BENCH_USAGE says. */
const { writeFileSync } = require("node:fs");

process.on("exit", () => writeFileSync(process.env.BENCH_USAGE, JSON.stringify({ maxRssKb: process.resourceUsage().maxRSS })));
