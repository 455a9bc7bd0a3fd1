import fc from "fast-check";
import { fitted } from "../../../modules/naming";

describe("a name within a service's limit", () => {
  test("stays as it is where it fits", () => {
    expect(fitted("trading-accelerator", 20)).toBe("trading-accelerator");
  });

  test("keeps its beginning where it does not, and no dash stands twice", () => {
    expect(fitted("trading-us-west-2-accelerator", 20)).toMatch(/^trading-us-we-[0-9a-f]{6}$/);
    expect(fitted("trading-eu-1-accelerator", 20)).toMatch(/^trading-eu-1-[0-9a-f]{6}$/);
  });

  test("is never over the limit, and always the same", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z][a-z0-9-]{0,60}$/), fc.integer({ min: 10, max: 64 }), (name, limit) => {
        expect(fitted(name, limit).length).toBeLessThanOrEqual(limit);
        expect(fitted(name, limit)).toBe(fitted(name, limit));
      }),
    );
  });

  test("differs where only the ends of two long names differ", () => {
    expect(fitted("trading-us-west-2-accelerator", 20)).not.toBe(fitted("trading-us-west-1-accelerator", 20));
  });
});
