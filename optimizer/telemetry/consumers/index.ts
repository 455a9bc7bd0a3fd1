export { type ConsumerOptions, consumerMetrics, readConsumers } from "./read-consumers";
