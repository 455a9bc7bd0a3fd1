const { projects } = require("./jest.config.cjs");

const [unit] = projects;
/** These import all guards at once, and would be loaded for every mutant of each. */
const OF_ALL = ["guards", "boundaries", "documentation"].map((name) => `guards/${name}\\.test`);

/** The unit tests of what stryker.config.cjs mutates, and no others: Jest runs those that import the mutated file. */
module.exports = {
  ...unit,
  testEnvironment: "node",
  testMatch: ["<rootDir>/__tests__/optimizer/{guards,risk}/**/*.test.ts"],
  testPathIgnorePatterns: [...unit.testPathIgnorePatterns, ...OF_ALL],
};
