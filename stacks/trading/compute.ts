import { useKeyThrough } from "../../modules/iam";
import type { OrderQueue } from "../../modules/order-queue";
import { alarmName, buildService, type Service, serviceResources } from "../parts";
import type { TradingContext, TradingInventory } from "./context";
import { dataStoreEnvironment } from "./data-access";
import { tradingPolicy } from "./policy";
import { tradingSettings } from "./settings";
import { INITIAL_ORDER_SERVICE_INSTANCES } from "./tunables";

export interface TradingCompute {
  readonly service: Service;
  readonly inventory: TradingInventory;
}

/** The order service: its groups, what runs on them, and what they may do. */
export function buildCompute(context: TradingContext, queue: OrderQueue): TradingCompute {
  const { deployment, names, dataKeyArn, region } = context;
  const settings = tradingSettings(deployment);
  const service = buildService(context, {
    component: "order_service",
    title: "Order service",
    name: names.groups,
    service: names.service,
    logGroupName: names.serviceLogs,
    initialInstances: INITIAL_ORDER_SERVICE_INSTANCES,
    runtime: {
      environment: {
        ...dataStoreEnvironment(context),
        ORDER_QUEUE_URL: `https://sqs.${region}.amazonaws.com/${deployment.account}/${names.queue}`,
      },
      ...(settings.artifactUri === undefined ? {} : { artifactUri: settings.artifactUri }),
    },
    fromVpc: { description: "Orders and health checks from inside the VPC" },
    group: groupOf(context, settings),
  });
  service.runtime.allow("order_queue", [
    queue.useStatement,
    useKeyThrough({ sid: "OrderQueueKey", keyArn: dataKeyArn, service: "sqs", region, actions: ["kms:Decrypt", "kms:GenerateDataKey"] }),
  ]);
  return {
    service,
    inventory: {
      order_service: [
        ...serviceResources(service, context, names.service),
        { scope: "queue", name: "orders", dimensions: { QueueName: names.queue } },
        { scope: "dead_letter_queue", name: "dead_letters", dimensions: { QueueName: names.deadLetterQueue } },
      ],
    },
  };
}

function groupOf({ deployment, sizes }: TradingContext, { placement, enaExpress }: ReturnType<typeof tradingSettings>) {
  const size = sizes.order_service;
  return {
    placement,
    enaExpress,
    instanceType: size.instance_type,
    minSize: size.min_size,
    maxSize: size.max_size,
    targetCpuPercent: size.target_cpu_percent,
    volumeSizeGib: size.volume_size_gib,
    volumeType: size.volume_type,
    volumeIops: size.volume_iops,
    volumeThroughputMibps: size.volume_throughput_mibps,
    refreshAlarmNames: tradingPolicy.scaleUpTriggers.map((trigger) => alarmName(deployment.name, trigger)),
  };
}
