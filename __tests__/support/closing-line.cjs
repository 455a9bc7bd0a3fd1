/** Ends every test run with one plain line: `N passed, N failed`, and the skipped ones where there are any. */
module.exports = class ClosingLine {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests > 0 ? `, ${results.numPendingTests} skipped` : "";
    this.line = `${results.numPassedTests} passed, ${failed} failed${skipped}`;
    process.on("exit", () => process.stdout.write(`${this.line}\n`));
  }
};
