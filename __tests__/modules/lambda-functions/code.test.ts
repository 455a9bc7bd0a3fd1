import { createHash } from "node:crypto";
import { cpSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { compileFunction } from "node:vm";
import { strFromU8, unzipSync } from "fflate";
import { z } from "zod";
import { bundle, bundleTogether } from "../../../modules/lambda-functions";
import { scratch } from "../../support/terraform";

const FIXTURES = join(__dirname, "fixtures");
const ENTRY = join(FIXTURES, "handler.ts");

const loadedSchema = z.object({ handler: z.custom<(event: unknown) => Promise<unknown>>((value) => typeof value === "function") });

const codeOf = (entry: string): string => {
  const file = unzipSync(bundle(entry).zip)["index.js"];
  if (file === undefined) throw new Error("the zip holds no index.js");
  return strFromU8(file);
};

describe("a function's code", () => {
  const root = scratch("functions");

  const copyTo = (name: string): string => {
    cpSync(FIXTURES, join(root, name), { recursive: true });
    return join(root, name, "handler.ts");
  };

  test("is the same bytes wherever its sources lie", () => {
    expect(bundle(copyTo("elsewhere"))).toEqual(bundle(ENTRY));
  });

  test("is the same bytes when it is bundled together with another's", () => {
    const [one, other] = [copyTo("one"), copyTo("other")];
    writeFileSync(join(root, "other", "greeting.ts"), "export const greeting = () => 'Good evening';\n");
    bundleTogether([other, one]);
    expect(bundle(one)).toEqual(bundle(ENTRY));
    expect(bundle(other).sha256).not.toBe(bundle(ENTRY).sha256);
  });

  test("is other bytes when a file that it imports changes", () => {
    const entry = copyTo("changed");
    writeFileSync(join(root, "changed", "greeting.ts"), "export const greeting = () => 'Good night';\n");
    expect(bundle(entry).sha256).not.toBe(bundle(ENTRY).sha256);
  });

  test("has the hash that Lambda reports: SHA-256 of the zip", () => {
    const { zip, sha256 } = bundle(ENTRY);
    expect(sha256).toBe(createHash("sha256").update(zip).digest("base64"));
  });

  test("holds what it imports, and leaves the AWS SDK to the runtime", async () => {
    const loaded = { exports: {} };
    compileFunction(codeOf(ENTRY), ["require", "module"])(createRequire(__filename), loaded);
    const { handler } = loadedSchema.parse(loaded.exports);
    expect(await handler({ name: "Ada" })).toEqual({ text: "Good morning, Ada", client: "function" });
    expect(codeOf(ENTRY)).toContain('require("@aws-sdk/client-s3")');
    expect(codeOf(ENTRY).length).toBeLessThan(5_000);
  });

  test("that does not compile is refused with the place", () => {
    const entry = join(root, "broken.ts");
    writeFileSync(entry, "export const handler = (;\n");
    expect(() => bundle(entry)).toThrow(/broken\.ts:1:24/);
  });
});
