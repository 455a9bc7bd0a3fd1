import { OrderQueue } from "../../modules/order-queue";
import { tagComponent } from "../foundation";
import type { TradingContext } from "./context";

/** Orders that wait for the order service; it belongs to that component, as its depth makes the service grow. */
export function buildQueue({ stack, names, dataKeyArn }: TradingContext): OrderQueue {
  const queue = new OrderQueue(stack, "order_queue", {
    name: names.queue,
    deadLetterQueueName: names.deadLetterQueue,
    kmsKeyArn: dataKeyArn,
  });
  tagComponent(queue, "order_service");
  return queue;
}
