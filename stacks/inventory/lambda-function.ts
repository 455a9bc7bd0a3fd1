import type { Resource } from "../../contract";

/** A function, the alias that carries its provisioned concurrency, and what the Lambda Insights extension says of it. */
export const functionResources = (functionName: string, alias: string): readonly Resource[] => [
  { scope: "function", name: "function", dimensions: { FunctionName: functionName } },
  { scope: "alias", name: "alias", dimensions: { FunctionName: functionName, Resource: `${functionName}:${alias}` } },
  { scope: "insights", name: "insights", dimensions: { function_name: functionName } },
];
