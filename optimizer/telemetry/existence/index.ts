export { type ExistenceOptions, readExistence } from "./read-existence";
