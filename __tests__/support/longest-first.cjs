const Sequencer = require("@jest/test-sequencer").default;

/** End-to-end tests mostly wait, for minutes: they start first, and the others fill the time. */
const TIERS = ["e2e", "stack", "unit"];

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const tier = (test) => TIERS.indexOf(test.context.config.displayName?.name);
    return [...super.sort(tests)].sort((a, b) => tier(a) - tier(b));
  }
};
