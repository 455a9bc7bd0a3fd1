import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { configSchema } from "../../../contract";

const ROOT = join(__dirname, "..", "..", "..");
const TELEMETRY = join(ROOT, "optimizer", "telemetry");
/** By the SDK's client; where snapshots are kept is a matter of its own. */
const PREFIXES: Readonly<Record<string, string>> = {
  "auto-scaling": "autoscaling",
  cloudwatch: "cloudwatch",
  "cost-explorer": "ce",
  dynamodb: "dynamodb",
  lambda: "lambda",
  pipes: "pipes",
  pricing: "pricing",
  "resource-groups-tagging-api": "tag",
};
const OF_THE_RUNNER = /^(ce|pricing|sts):/;

const blocks = [...readFileSync(join(ROOT, "docs", "accounts.md"), "utf8").matchAll(/```json\n([\s\S]*?)```/g)].map(
  ([, text = ""]): unknown => JSON.parse(text),
);
const policySchema = z.object({
  Statement: z.array(
    z.object({ Principal: z.unknown().optional(), Action: z.union([z.string(), z.array(z.string())]), Resource: z.string().optional() }),
  ),
});
const actionsOf = (block: unknown): readonly string[] =>
  (policySchema.safeParse(block).data?.Statement ?? []).flatMap(({ Principal, Action }) =>
    Principal === undefined ? [Action].flat() : [],
  );

/** Actions of all operations that the telemetry's sources import from the SDK. */
function actionsInUse(): readonly string[] {
  const files = readdirSync(TELEMETRY, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  const actions = files.flatMap((name) => {
    const source = readFileSync(join(TELEMETRY, name), "utf8");
    return [...source.matchAll(/import \{([^}]*)\} from "@aws-sdk\/client-([a-z0-9-]+)"/g)].flatMap(([, names = "", client = ""]) =>
      client === "s3" ? [] : operationsIn(names).map((operation) => `${PREFIXES[client] ?? client}:${operation}`),
    );
  });
  return [...new Set(actions)].sort();
}

const operationsIn = (names: string): readonly string[] =>
  names.split(",").flatMap((name) => {
    const [, command, paged] = /^(?:(\w+)Command|paginate(\w+))$/.exec(name.trim()) ?? [];
    return command ?? paged ?? [];
  });

describe("the policies in docs/accounts.md", () => {
  it("allow exactly what is called, and the runner alone what is asked of the payer", () => {
    const documented = blocks.map(actionsOf).filter((actions) => actions.length > 0);
    const [readRole = [], runner = []] = documented;
    expect(documented.length).toBe(2);
    const used = actionsInUse();
    expect([...readRole].sort()).toEqual(used.filter((action) => !OF_THE_RUNNER.test(action)));
    expect([...runner].sort()).toEqual([...used.filter((action) => OF_THE_RUNNER.test(action)), "sts:AssumeRole"].sort());
  });

  it("go with a deployment that the configuration accepts", () => {
    const deployment = blocks.find((block) => typeof block === "object" && block !== null && "readRole" in block);
    expect(configSchema.shape.deployments.safeParse({ trading: deployment }).error).toBeUndefined();
    expect(deployment).toBeDefined();
  });
});
