import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Fn } from "cdktf";
import { useKeyThrough } from "../../modules/iam";
import { bundleTogether, LambdaFunction, type LambdaFunctionProps } from "../../modules/lambda-functions";
import { tagComponent } from "../foundation";
import { functionResources } from "../inventory";
import type { StagingContext, StagingInventory } from "./context";
import type { DataStores } from "./data-access";
import { FUNCTIONS, type FunctionName } from "./functions";
import { HANDLERS } from "./handlers";
import type { StagingQueue } from "./queue";
import { SCHEDULES } from "./schedules";

/** SQS starts two runs at least and a thousand at most (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html). */
const CONSUMERS = { fewest: 2, most: 1_000 } as const;

/** Longer than AWS takes to release a destroyed function's network interfaces (https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html). */
const INTERFACES_RELEASED_AFTER = "45m";

export interface FunctionParts extends DataStores, StagingQueue {
  readonly healthSecurityGroupId: string;
}

export interface StagingFunctions {
  readonly functions: Readonly<Record<FunctionName, LambdaFunction>>;
  readonly inventory: StagingInventory;
}

/** Of the health function, which database and cache admit: it connects to them and to nothing else. */
export function buildHealthAccess({ scope, prefix, names, network }: StagingContext): string {
  const name = names.healthAccess;
  const group = new SecurityGroup(scope, "health_access", {
    name,
    description: "The health function",
    vpcId: network.vpcId,
    tags: { Name: name },
    timeouts: { delete: INTERFACES_RELEASED_AFTER },
  });
  tagComponent(group, `${prefix}health`);
  return group.id;
}

/** The five functions, what each may do, and what calls it. */
export function buildFunctions(context: StagingContext, parts: FunctionParts): StagingFunctions {
  bundleTogether(Object.values(HANDLERS));
  const functions = {
    health: health(context, parts),
    seed: seed(context, parts),
    queue_worker: queueWorker(context, parts),
    report: report(context, parts),
    clean_up: cleanUp(context, parts),
  };
  for (const { calls, ...schedule } of SCHEDULES) functions[calls].schedule("due", schedule);
  return {
    functions,
    inventory: Object.fromEntries(
      FUNCTIONS.map((name) => [name, functionResources(functions[name].functionName, functions[name].aliasName)]),
    ),
  };
}

function built(
  { scope, prefix, deployment, region, sizes, names, settings, dataKeyArn, logKeyArn }: StagingContext,
  name: FunctionName,
  props: Pick<LambdaFunctionProps, "description" | "environment" | "vpc">,
): LambdaFunction {
  const size = sizes[name];
  const made = new LambdaFunction(scope, name, {
    ...props,
    name: names.function(name),
    account: deployment.account,
    region,
    entry: HANDLERS[name],
    memoryMb: size.memory_mb,
    timeoutSeconds: size.timeout_seconds,
    reservedConcurrency: size.reserved_concurrency,
    provisionedConcurrency: size.provisioned_concurrency,
    dataKeyArn,
    logKeyArn,
    ...(settings.insightsLayerArn === undefined ? {} : { insightsLayerArn: settings.insightsLayerArn }),
  });
  tagComponent(made, `${prefix}${name}`);
  return made;
}

function health(context: StagingContext, { database, cache, healthSecurityGroupId }: FunctionParts): LambdaFunction {
  const endpoints = {
    database: `${database.instance.address}:${database.instance.port}`,
    cache: `${cache.cluster.configurationEndpoint}:${cache.cluster.port}`,
  };
  return built(context, "health", {
    description: "Says whether database and cache take a connection",
    environment: {
      ENDPOINTS: Object.entries(endpoints)
        .map(([name, address]) => `${name}=${address}`)
        .join(","),
    },
    vpc: { subnetIds: context.network.privateSubnetIds, securityGroupIds: [healthSecurityGroupId] },
  });
}

function seed(context: StagingContext, { queue }: FunctionParts): LambdaFunction {
  const made = built(context, "seed", {
    description: "Puts synthetic orders into the queue",
    environment: { QUEUE_URL: queue.queueUrl },
  });
  made.allow("queue", [
    { sid: "Orders", actions: ["sqs:SendMessage"], resources: [queue.queueArn] },
    useDataKey(context, "sqs", ["kms:Decrypt", "kms:GenerateDataKey"]),
  ]);
  return made;
}

function queueWorker(context: StagingContext, { queue, store }: FunctionParts): LambdaFunction {
  const made = built(context, "queue_worker", {
    description: "Keeps the queue's orders in the bucket",
    environment: { BUCKET: store.name },
  });
  made.allow("store", [
    { sid: "Orders", actions: ["s3:PutObject"], resources: [`${store.arn}/orders/*`] },
    useDataKey(context, "s3", ["kms:Decrypt", "kms:GenerateDataKey"]),
  ]);
  made.consume("orders", {
    queueArn: queue.queueArn,
    keyArn: context.dataKeyArn,
    // What SQS starts beyond the reserved runs is thrown back, and a message that is thrown back too often counts as dead.
    maxConcurrency: Fn.max([CONSUMERS.fewest, Fn.min([CONSUMERS.most, context.sizes.queue_worker.reserved_concurrency])]),
  });
  return made;
}

function report(context: StagingContext, { store }: FunctionParts): LambdaFunction {
  const made = built(context, "report", {
    description: "Sums up a day's orders",
    environment: { BUCKET: store.name },
  });
  made.allow("store", [
    { sid: "Orders", actions: ["s3:GetObject"], resources: [`${store.arn}/orders/*`] },
    { sid: "Reports", actions: ["s3:PutObject"], resources: [`${store.arn}/reports/*`] },
    {
      sid: "OrdersOfADay",
      actions: ["s3:ListBucket"],
      resources: [store.arn],
      conditions: { StringLike: { "s3:prefix": "orders/*" } },
    },
    useDataKey(context, "s3", ["kms:Decrypt", "kms:GenerateDataKey"]),
  ]);
  return made;
}

function cleanUp(context: StagingContext, { database }: FunctionParts): LambdaFunction {
  const { names, region, deployment, settings } = context;
  const { olderThanDays, keep } = settings.snapshots;
  const made = built(context, "clean_up", {
    description: "Removes the database's old snapshots",
    environment: { DATABASE: names.database, OLDER_THAN_DAYS: String(olderThanDays), KEEP: String(keep) },
  });
  const snapshots = `arn:aws:rds:${region}:${deployment.account}:snapshot:${names.database}`;
  made.allow("snapshots", [
    { sid: "Snapshots", actions: ["rds:DescribeDBSnapshots"], resources: [database.instance.instanceArn, `${snapshots}-*`] },
    { sid: "OldOnes", actions: ["rds:DeleteDBSnapshot"], resources: [`${snapshots}-*`] },
    { sid: "NotTerraforms", effect: "Deny", actions: ["rds:DeleteDBSnapshot"], resources: [`${snapshots}-before-*`] },
  ]);
  return made;
}

const useDataKey = ({ dataKeyArn: keyArn, region }: StagingContext, service: string, actions: readonly string[]) =>
  useKeyThrough({ sid: `Key${service.toUpperCase()}`, keyArn, service, region, actions });
