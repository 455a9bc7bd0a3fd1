import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { writeOutputs } from "../../optimizer/outputs";
import { recommending } from "../support/rollout-world";
import { temporaryDirectory } from "../support/temporary-directory";

const directory = temporaryDirectory();

test("phases of an earlier run go with it; what else lies there stays", async () => {
  mkdirSync(directory(), { recursive: true });
  for (const name of ["phase-1.tfvars.json", "phase-12.tfvars.json", "phase-x.tfvars.json", "notes.md"])
    writeFileSync(`${directory()}/${name}`, "{}");
  const written = await writeOutputs(directory(), recommending([], { phases: [] }));
  expect(readdirSync(directory()).sort()).toEqual(["notes.md", "phase-x.tfvars.json", "recommendations.json", "summary.md"]);
  expect(written).toHaveLength(2);
});
