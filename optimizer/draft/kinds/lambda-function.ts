import { countOf, type KindDraft, numberIn, textIn } from "../drafted";
import type { Argument } from "../root-module";

export const lambdaFunction: KindDraft = {
  types: ["aws_lambda_function", "aws_lambda_provisioned_concurrency_config"],
  draft(lambda, root) {
    const name = textIn(lambda.values.function_name);
    const provisioned = root
      .ofType("aws_lambda_provisioned_concurrency_config")
      .find((each) => each.refersTo("function_name", "aws_lambda_function").includes(lambda.configured));
    const qualifier = textIn(provisioned?.values.qualifier);
    return {
      kind: "lambda-function",
      address: lambda.address,
      name: lambda.name,
      description: `Lambda function ${name ?? lambda.name}`,
      tunables: {
        memory_mb: countOf(lambda.argument("memory_size"), { unit: "MB", min: 128, max: 10_240 }, "Memory"),
        timeout_seconds: countOf(lambda.argument("timeout"), { unit: "second", min: 1, max: 900 }, "Longest run"),
        reserved_concurrency: countOf(
          unlimited(lambda.argument("reserved_concurrent_executions")),
          { unit: "execution", min: 0, max: 0 },
          "Reserved concurrency; -1 for none",
        ),
        provisioned_concurrency: countOf(
          provisioned?.argument("provisioned_concurrent_executions") ?? { value: 0, why: "none is provisioned" },
          { unit: "execution", min: 0, max: 0 },
          "Provisioned concurrency",
        ),
      },
      resources:
        name === undefined
          ? []
          : [
              { scope: "function", name: "function", dimensions: { FunctionName: name } },
              ...(qualifier === undefined
                ? []
                : [{ scope: "alias", name: "alias", dimensions: { FunctionName: name, Resource: `${name}:${qualifier}` } }]),
            ],
      ...(name === undefined ? { unknown: "the function's name is known after its first apply only" } : {}),
    };
  },
};

/** AWS's word for no reservation. */
const unlimited = (argument: Argument): Argument => (numberIn(argument.value) === undefined ? { ...argument, value: -1 } : argument);
