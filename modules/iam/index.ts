export * from "./key-use";
export * from "./policy-document";
export * from "./session-manager";
