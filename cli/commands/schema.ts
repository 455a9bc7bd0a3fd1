import { closest, EXIT, InputError } from "../../contract";
import { command } from "../command";
import { common, positional } from "../options";
import { renderSchema, SCHEMAS } from "../schemas";

export const schema = command({
  verb: "schema",
  describe: `Print the JSON Schema of a file: ${SCHEMAS.map(({ name }) => name).join(", ")}`,
  positionals: { name: positional.schema },
  options: { debug: common.debug },
  async run({ name }, terminal) {
    const found = SCHEMAS.find((each) => each.name === name);
    if (found === undefined) {
      const names = SCHEMAS.map((each) => each.name);
      const nearest = closest(name, names);
      throw new InputError(`There is no schema ${JSON.stringify(name)}`, {
        hint: nearest === undefined ? `There are ${names.join(", ")}.` : `Did you mean ${nearest}?`,
      });
    }
    terminal.print(renderSchema(found).trimEnd());
    return EXIT.ok;
  },
});
