import { createServer } from "node:net";
import { answer, checkHealth } from "../../../../stacks/staging/handlers/health/check";
import { connect } from "../../../../stacks/staging/handlers/health/connect";

const endpoint = (name: string) => ({ name, host: "127.0.0.1", port: 5432 });

describe("the health of an environment", () => {
  test("is asked of every endpoint at once, and a single one that is silent makes it unhealthy", async () => {
    let clock = 0;
    const health = await checkHealth([endpoint("database"), endpoint("cache")], {
      connect: async ({ name }) => {
        if (name === "cache") throw new Error("refused");
      },
      now: () => (clock += 10),
      timeoutMs: 100,
    });
    expect(health).toEqual({
      healthy: false,
      endpoints: [
        { name: "database", reachable: true, milliseconds: expect.any(Number) },
        { name: "cache", reachable: false, problem: "refused", milliseconds: expect.any(Number) },
      ],
    });
  });

  test("is good where all of them answer", async () => {
    const health = await checkHealth([endpoint("database")], { connect: async () => undefined, now: () => 0, timeoutMs: 100 });
    expect(health.healthy).toBe(true);
  });

  test.each([
    ["an answer", undefined],
    ["an answer", {}],
    ["a failure that names it", { failing: true }],
  ])("that is bad is %s, as the call %p asks", (outcome, event) => {
    const health = { healthy: false, endpoints: [{ name: "cache", reachable: false, problem: "refused", milliseconds: 1 }] };
    if (outcome === "an answer") expect(answer(event, health)).toBe(health);
    else expect(() => answer(event, health)).toThrow("out of reach: cache (refused)");
  });

  test("that is good is no failure, whatever the call asks", () => {
    expect(answer({ failing: true }, { healthy: true, endpoints: [] })).toEqual({ healthy: true, endpoints: [] });
  });

  test("is found over TCP: a listening port answers, a closed one is refused", async () => {
    const server = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the server has no port");
    const local = { name: "local", host: "127.0.0.1", port: address.port };
    await expect(connect(local, 1_000)).resolves.toBeUndefined();
    await new Promise((resolve) => server.close(resolve));
    await expect(connect(local, 1_000)).rejects.toThrow("ECONNREFUSED");
  });
});
