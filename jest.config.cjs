const esmOnly = "hucre|p-limit|p-retry|is-network-error|yocto-queue|csv-parse";

/** Tests of long histories leave much behind: with room for it, collecting it takes a tenth less of all time. Workers inherit the flag. */
process.execArgv.push("--max-semi-space-size=32");

const tier = (name, timeoutSeconds, match, ignore = [], injected = [], environment = "node") => ({
  displayName: name,
  testEnvironment: environment,
  sandboxInjectedGlobals: injected,
  globals: { TIMEOUT_SECONDS: timeoutSeconds },
  setupFilesAfterEnv: ["<rootDir>/__tests__/support/timeout.cjs"],
  testMatch: match.map((glob) => `<rootDir>/__tests__/${glob}`),
  testPathIgnorePatterns: ["/node_modules/", ...ignore],
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/out", "<rootDir>/.cache"],
  transform: {
    "^.+\\.[cm]?[jt]s$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } }],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly})/)`],
});

/**
 * Jest's sandbox intercepts every look-up of a global: five times the time of code that asks for these in its inner loops.
 * Packages that declare one of these names themselves cannot be loaded with it; cdktf brings such a one.
 */
const NUMERIC_GLOBALS = ["Math", "Number", "Float64Array"];

const INTEGRATION = "\\.integration\\.test\\.ts$";

const COMPILING_ONCE = "<rootDir>/__tests__/support/compiling-once.cjs";

/** Tiers by what they need: unit (nothing), integration (the simulator, processes of their own), stack (terraform and the provider), e2e (those, python and the emulator). */
module.exports = {
  projects: [
    tier("unit", 120, ["**/*.test.ts"], ["/__tests__/(stacks|modules|e2e)/", INTEGRATION], NUMERIC_GLOBALS, COMPILING_ONCE),
    tier("integration", 240, ["**/*.integration.test.ts"], [], NUMERIC_GLOBALS),
    tier("stack", 600, ["{stacks,modules}/**/*.test.ts"]),
    tier("e2e", 1500, ["e2e/**/*.test.ts"]),
  ],
  // Terraform's waiters sleep for most of an end-to-end test: more workers than cores.
  maxWorkers: 4,
  testSequencer: "<rootDir>/__tests__/support/longest-first.cjs",
  reporters: ["default", "<rootDir>/__tests__/support/closing-line.cjs"],
};
