export { bundle, bundleTogether, type CodeBundle } from "./code";
export { LambdaFunction } from "./lambda-function";
export type { LambdaFunctionProps, QueueSource, Schedule } from "./props";
