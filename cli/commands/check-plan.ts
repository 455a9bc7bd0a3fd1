import { EXIT, RefusedError } from "../../contract";
import { command } from "../command";
import { common, option, positional, text } from "../options";
import { checkPlanFile } from "../plan-file";
import { openProject } from "../project";

export const checkPlan = command({
  verb: "check-plan",
  describe: "Hold the JSON of a Terraform plan against override, contract and change table",
  positionals: { file: positional.file },
  options: {
    contract: common.contract,
    deployment: option("string", "Whose plan it is; recognised by its variables otherwise", text("name a deployment").optional()),
    overrides: common.overrides,
    "detailed-exitcode": common["detailed-exitcode"],
    json: common.json,
    debug: common.debug,
  },
  async run(input, terminal) {
    const { deployment, problems, notes, changes } = await checkPlanFile(await openProject(input.contract), input, terminal);
    if (input.json) terminal.printJson({ deployment, problems, notes, changes });
    if (problems.length > 0) {
      throw new RefusedError(`The plan of ${deployment} holds what was not agreed`, {
        problems,
        hint: "Do not apply it. Drift and edits of the code show in a terraform plan without the override: apply those on their own first.",
      });
    }
    if (!input.json)
      terminal.print(
        [
          `The plan of ${deployment} is as agreed: ${changes.length} changes.`,
          ...notes.map((note) => `  note: ${note}`),
          ...changes.map((change) => `  ${change}`),
        ].join("\n"),
      );
    return input["detailed-exitcode"] && changes.length > 0 ? EXIT.changes : EXIT.ok;
  },
});
