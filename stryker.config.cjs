/** Mutates what says "safe to shrink" and counts how many mutants the tests of the same folders notice: `npm run bench:mutation`. */
module.exports = {
  mutate: ["optimizer/guards/**/*.ts", "optimizer/risk/**/*.ts"],
  testRunner: "jest",
  plugins: ["@stryker-mutator/jest-runner"],
  ignorePatterns: [".cache", ".trimtab", "cdktf.out", "out"],
  jest: { projectType: "custom", configFile: "jest.mutation.config.cjs" },
  coverageAnalysis: "perTest",
  concurrency: 2,
  // An endless loop is noticed by how often it comes round; a busy machine is none.
  timeoutMS: 60_000,
  // All tests once, measured for coverage: minutes on a busy machine.
  dryRunTimeoutMinutes: 30,
  thresholds: { high: 95, low: 85, break: 85 },
  incremental: true,
  incrementalFile: ".cache/mutation/incremental.json",
  tempDirName: ".cache/mutation/sandbox",
  reporters: ["clear-text", "json", "html"],
  clearTextReporter: { reportTests: false, skipFull: true },
  jsonReporter: { fileName: "out/mutation/mutation.json" },
  htmlReporter: { fileName: "out/mutation/mutation.html" },
};
