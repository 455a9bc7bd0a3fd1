import { type CleanUpPolicy, cleanUp, type Snapshot } from "../../../../stacks/staging/handlers/clean-up/clean-up";

const TIME = "2026-03-31T03:00:00Z";
const DAY_MILLISECONDS = 86_400_000;

const aged = (days: number): Snapshot => ({ id: `db-d${days}`, createdMs: Date.parse(TIME) - days * DAY_MILLISECONDS, available: true });

/** Removes from these snapshots, one page each. */
async function cleaned(snapshots: readonly Snapshot[], policy: CleanUpPolicy, failing = "") {
  const removed: string[] = [];
  const outcome = await cleanUp({ time: TIME }, policy, {
    async *snapshots() {
      for (const snapshot of snapshots) yield [snapshot];
    },
    remove: async (id) => {
      if (id === failing) throw new Error("in use");
      removed.push(id);
    },
  }).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
  return { removed, outcome };
}

describe("the clean-up", () => {
  const policy = { olderThanDays: 14, keep: 1, database: "db" };

  test.each<[string, readonly Snapshot[], readonly string[]]>([
    ["removes what is older than the limit, from whatever order", [aged(20), aged(1), aged(15)], ["db-d15", "db-d20"]],
    ["keeps what is exactly as old as the limit", [aged(1), aged(14)], []],
    ["keeps the newest, however old", [aged(40), aged(30)], ["db-d40"]],
    ["leaves those alone that are still being made", [aged(1), { ...aged(30), available: false }, { id: "db-new", available: false }], []],
    ["does nothing where there are none", [], []],
  ])("%s", async (_name, snapshots, removed) => {
    expect(await cleaned(snapshots, policy)).toEqual({ removed, outcome: { removed, kept: snapshots.length - removed.length } });
  });

  test("leaves alone what is not named after the database, and what Terraform took before a change", async () => {
    const others = ["other-d30", "db2-d30", "db-before-1a2b3c4d"].map((id) => ({ ...aged(30), id }));
    const { removed } = await cleaned([aged(1), ...others], policy);
    expect(removed).toEqual([]);
  });

  test("goes on after one that cannot be removed, and fails with its name", async () => {
    const { removed, outcome } = await cleaned([aged(1), aged(20), aged(30)], policy, "db-d20");
    expect(removed).toEqual(["db-d30"]);
    expect(outcome).toBe("1 of 2 snapshots could not be removed: db-d20: in use");
  });

  test("refuses to guess the time", async () => {
    const nothing = { snapshots: async function* () {}, remove: async () => undefined };
    await expect(cleanUp({}, policy, nothing)).rejects.toThrow("time");
  });
});
