import { measure, minutesOf, WORKING, worldOf } from "./world";

const units = (values: Parameters<typeof worldOf>[1], series: string) =>
  measure(worldOf("saas", values), `${series}/consumed_reads`, "Sum");

describe("tables on demand", () => {
  it("an index that is removed is silent, in reads and in writes; the table and the other indexes do not notice", () => {
    const fewer = { tenants_indexes: ["ByStatus", "ByPlan", "ByOwner"] };
    expect(units({}, "tenants/ByDomain")).toBeGreaterThan(0);
    expect(units(fewer, "tenants/ByDomain")).toBeNaN();
    expect(measure(worldOf("saas", fewer), "tenants/ByDomain/consumed_writes", "Sum")).toBeNaN();
    for (const series of ["tenants/table", "tenants/ByStatus"]) expect(units(fewer, series)).toBe(units({}, series));
  });

  it("consolidated, tenants and users are read in the table that the stack makes: nothing of it is lost, and both of their own are silent", () => {
    const consolidated = { users_consolidated: true };
    for (const own of ["users/table", "users/ByEmail", "tenants/table", "tenants/ByDomain"]) expect(units(consolidated, own)).toBeNaN();
    expect(units(consolidated, "users/accounts") / (units({}, "tenants/table") + units({}, "users/table"))).toBeCloseTo(1, 2);
    expect(units(consolidated, "users/accounts_ByLookup")).toBeGreaterThan(0);
    expect(units(consolidated, "audit_logs/table")).toBe(units({}, "audit_logs/table"));
  });

  it("an index that is asked a few times a week shows that, request by request; one that nobody asks shows nothing", () => {
    const week = (series: string) =>
      minutesOf(worldOf("saas"), `${series}/consumed_reads`, "SampleCount", WORKING - 7 * 86_400, 7 * 1440).filter((n) => !Number.isNaN(n));
    expect(week("users/ByRole").every((requests) => requests === 1)).toBe(true);
    expect(week("users/ByRole").length).toBeGreaterThan(5);
    expect(week("users/ByRole").length).toBeLessThan(50);
    expect(week("tenants/ByOwner")).toEqual([]);
  });
});
