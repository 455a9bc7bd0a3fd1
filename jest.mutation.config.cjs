const { projects } = require("./jest.config.cjs");

const [unit] = projects;

/** The unit tests of what stryker.config.cjs mutates, and no others: every mutant runs some of them. */
module.exports = { ...unit, testMatch: ["<rootDir>/__tests__/optimizer/{guards,risk}/**/*.test.ts"] };
