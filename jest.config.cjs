const esmOnly = "hucre|p-limit|p-retry|is-network-error|yocto-queue|csv-parse";

const tier = (name, match, ignore = []) => ({
  displayName: name,
  testEnvironment: "node",
  testMatch: match.map((glob) => `<rootDir>/__tests__/${glob}`),
  testPathIgnorePatterns: ["/node_modules/", ...ignore],
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/out", "<rootDir>/.cache"],
  transform: {
    "^.+\\.[cm]?[jt]s$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } }],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly})/)`],
});

/** Tiers by what they need: unit (nothing), stack (terraform and the provider), e2e (those, python and the emulator). */
module.exports = {
  projects: [
    tier("unit", ["**/*.test.ts"], ["/__tests__/(stacks|modules|e2e)/"]),
    tier("stack", ["{stacks,modules}/**/*.test.ts"]),
    tier("e2e", ["e2e/**/*.test.ts"]),
  ],
  maxWorkers: 2,
  testTimeout: 30_000,
  reporters: ["default", "<rootDir>/__tests__/support/closing-line.cjs"],
};
