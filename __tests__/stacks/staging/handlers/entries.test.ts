import { createRequire } from "node:module";
import { compileFunction } from "node:vm";
import { strFromU8, unzipSync } from "fflate";
import { bundle } from "../../../../modules/lambda-functions";
import { HANDLERS } from "../../../../stacks/staging/handlers";

const ENVIRONMENT = {
  AWS_REGION: "us-east-1",
  ENDPOINTS: "database=localhost:5432",
  QUEUE_URL: "https://sqs.us-east-1.amazonaws.com/123456789012/staging-orders",
  BUCKET: "example-staging",
  DATABASE: "staging-database",
  OLDER_THAN_DAYS: "14",
  KEEP: "3",
};

/** The bundle as Lambda loads it. */
function load(entry: string, env: Readonly<Record<string, string>>): unknown {
  const file = unzipSync(bundle(entry).zip)["index.js"];
  if (file === undefined) throw new Error("the zip holds no index.js");
  const loaded = { exports: {} };
  compileFunction(strFromU8(file), ["require", "module", "process"])(createRequire(__filename), loaded, { ...process, env });
  return loaded.exports;
}

describe.each(Object.entries(HANDLERS))("the function %s", (_name, entry) => {
  test("loads from its bundle and exports a handler", () => {
    expect(load(entry, ENVIRONMENT)).toHaveProperty("handler", expect.any(Function));
  });

  test("says at its start what its environment lacks", () => {
    expect(() => load(entry, {})).toThrow(/the environment has \d problem/);
  });

  test("is small: what it imports beside the AWS SDK stays under 64 KiB zipped", () => {
    expect(bundle(entry).zip.length).toBeLessThan(65_536);
  });
});
