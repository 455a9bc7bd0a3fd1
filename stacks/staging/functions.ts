/** Lambda functions of the stack, each a component of its own; `handlers/` holds what they do. */
export const FUNCTIONS = ["health", "seed", "queue_worker", "report", "clean_up"] as const;
export type FunctionName = (typeof FUNCTIONS)[number];
