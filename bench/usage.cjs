/** Preloaded into a benchmarked process: writes its peak memory where BENCH_USAGE says. */
const { existsSync, readFileSync, writeFileSync } = require("node:fs");

/** Linux counts what a process was forked from into its `maxrss`; the high-water mark of its own memory begins anew with `exec`. */
function peakKb() {
  const status = "/proc/self/status";
  const own = existsSync(status) ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, "utf8")) : null;
  return own === null ? process.resourceUsage().maxRSS : Number(own[1]);
}

process.on("exit", () => writeFileSync(process.env.BENCH_USAGE, JSON.stringify({ maxRssKb: peakKb() })));
