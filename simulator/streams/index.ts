export type { StreamAccount } from "./account";
export { DYNAMODB_TARGET, dynamodb } from "./dynamodb";
export { rest, restCall } from "./rest";
