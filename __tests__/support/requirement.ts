/** Whether a tool that a tier of tests needs is on this machine. */
export type Requirement = { readonly met: true } | { readonly met: false; readonly reason: string };

/**
 * A `describe` for tests that need tools: without them the tests are left out for a person, with the reason on stderr,
 * and fail where `CI` is set.
 */
export function describeWith(requirements: readonly Requirement[], name: string, body: () => void): void {
  const reasons = requirements.flatMap((r) => (r.met ? [] : [r.reason]));
  if (reasons.length === 0) {
    describe(name, body);
  } else if (process.env.CI) {
    describe(name, () => {
      test("has the tools that it needs", () => {
        throw new Error(reasons.join("\n"));
      });
    });
  } else {
    process.stderr.write(`left out: ${name}\n${reasons.map((reason) => `  ${reason}\n`).join("")}`);
    describe.skip(name, body);
  }
}
