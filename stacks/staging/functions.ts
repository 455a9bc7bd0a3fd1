/** Lambda functions of the stack, each a component of its own. */
export const FUNCTIONS = ["ingest", "transform", "notify", "report", "cleanup"] as const;
