const Sequencer = require("@jest/test-sequencer").default;

/** End-to-end tests mostly wait, for minutes: they start first, and the others fill the time. */
const TIERS = ["e2e", "stack", "unit"];

/** Where no earlier run tells how long a file takes, its size would: these are short and take longest. */
const LONGEST = [
  "e2e/saas",
  "e2e/trading",
  "e2e/loop",
  "e2e/staging",
  "stacks/checkov",
  "saas/stack",
  "rds-instance/plan",
  "aurora-global/plan",
];

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const tier = (test) => TIERS.indexOf(test.context.config.displayName?.name);
    const rank = (test) => {
      const at = LONGEST.findIndex((part) => test.path.endsWith(`/${part}.test.ts`));
      return at === -1 ? LONGEST.length : at;
    };
    return [...super.sort(tests)].sort((a, b) => tier(a) - tier(b) || rank(a) - rank(b));
  }
};
