import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const Lock = z.object({
  packages: z.record(z.string(), z.object({ optionalDependencies: z.record(z.string(), z.string()).default({}) })),
});

const { packages } = Lock.parse(JSON.parse(readFileSync(join(__dirname, "../package-lock.json"), "utf8")));

// npm drops those that it could not fetch when it wrote the file, and then refuses `npm ci` on its own lock.
test("the lock names the binary packages of every platform", () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
    Object.keys(optionalDependencies).filter((name) => !(`node_modules/${name}` in packages || `${path}/node_modules/${name}` in packages)),
  );
  expect(missing).toEqual([]);
});
