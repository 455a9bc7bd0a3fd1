export type { StreamAccount } from "./account";
export { DYNAMODB_TARGET, dynamodb } from "./dynamodb";
export { type RestOperation, rest, restOperation } from "./rest";
