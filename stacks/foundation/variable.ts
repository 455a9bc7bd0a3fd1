import { type IResolvable, propertyAccess, type TerraformStack, TerraformVariable, Token } from "cdktf";
import { allowedValues, greatestOf, type OffHours, type Tunable } from "../../contract";

/** What a stack's code gets for a tunable: a token that Terraform replaces at plan time. Never calculate with it in TypeScript. */
export type SizeOf<T extends Tunable> = T["type"] extends "choice"
  ? string
  : T["type"] extends "count"
    ? number
    : T["type"] extends "flag"
      ? IResolvable
      : T["type"] extends "set"
        ? string[]
        : T["type"] extends "schedule"
          ? OffHours
          : never;

export type Size = string | number | IResolvable | string[] | OffHours;

/** Five fields of cron, in Terraform's regular expressions. */
const CRON = "^(\\\\S+\\\\s+){4}\\\\S+$";

/** Declares the Terraform variable of a tunable; its validation repeats {@link allowedValues} at plan time. */
export function declareVariable(stack: TerraformStack, name: string, tunable: Tunable, declared: ReadonlySet<string>): Size {
  const greatest = greatestOf(name);
  const variable = new TerraformVariable(stack, name, {
    type: terraformType(tunable),
    description: `${tunable.description}: ${allowedValues(tunable)}`,
    default: tunable.default,
    nullable: false,
    validation: [
      ...conditions(name, tunable).map((condition) => ({
        condition: `\${${condition}}`,
        errorMessage: `${name} takes ${allowedValues(tunable)}.`,
      })),
      ...(greatest !== undefined && declared.has(greatest)
        ? [{ condition: `\${var.${name} <= var.${greatest}}`, errorMessage: `${name} may not be greater than ${greatest}.` }]
        : []),
    ],
  });
  return sizeOf(variable, tunable);
}

function terraformType(tunable: Tunable): string {
  switch (tunable.type) {
    case "choice":
      return "string";
    case "count":
      return "number";
    case "flag":
      return "bool";
    case "set":
      return "list(string)";
    case "schedule":
      return "object({ start = string, stop = string })";
  }
}

function conditions(name: string, tunable: Tunable): readonly string[] {
  const value = `var.${name}`;
  switch (tunable.type) {
    case "choice":
      return [`contains(${JSON.stringify(tunable.ladder)}, ${value})`];
    case "count":
      return [`${value} >= ${tunable.min} && ${value} <= ${tunable.max} && floor(${value}) == ${value}`];
    case "flag":
      return [];
    case "set":
      return [`length(setsubtract(${value}, ${JSON.stringify(tunable.members)})) == 0 && length(distinct(${value})) == length(${value})`];
    case "schedule": {
      const isCron = (field: keyof OffHours) => `can(regex("${CRON}", ${value}.${field}))`;
      return [`(${value}.start == "" && ${value}.stop == "") || (${isCron("start")} && ${isCron("stop")})`];
    }
  }
}

function sizeOf(variable: TerraformVariable, tunable: Tunable): Size {
  switch (tunable.type) {
    case "choice":
      return variable.stringValue;
    case "count":
      return variable.numberValue;
    case "flag":
      return variable.booleanValue;
    case "set":
      return variable.listValue;
    case "schedule":
      return {
        start: Token.asString(propertyAccess(variable.value, ["start"])),
        stop: Token.asString(propertyAccess(variable.value, ["stop"])),
      };
  }
}
