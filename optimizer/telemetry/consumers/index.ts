export { type ConsumerOptions, readConsumers } from "./read-consumers";
