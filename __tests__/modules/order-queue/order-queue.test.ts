import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { InputError } from "../../../contract";
import { OrderQueue, type OrderQueueProps } from "../../../modules/order-queue";
import { describeWith } from "../../support/requirement";
import { initOffline, planJson, scratch, stackFolder, synthTo, terraformAvailable } from "../../support/terraform";

const props: OrderQueueProps = {
  name: "trading-orders",
  deadLetterQueueName: "trading-orders-dead-letters",
  kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/1",
};

const problemsOf = (overrides: Partial<OrderQueueProps>): readonly string[] => {
  try {
    new OrderQueue(new TerraformStack(new App(), "test"), "queue", { ...props, ...overrides });
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
  return [];
};

describe("an order queue's properties", () => {
  test.each<[string, Partial<OrderQueueProps>, Partial<OrderQueueProps>]>([
    ["name", { name: "orders_1" }, { name: "orders.fifo" }],
    ["deadLetterQueueName", {}, { deadLetterQueueName: props.name }],
    ["visibilityTimeoutSeconds", { visibilityTimeoutSeconds: 0 }, { visibilityTimeoutSeconds: 43_201 }],
    ["maxReceives", { maxReceives: 1 }, { maxReceives: 0 }],
    ["deadLetterRetentionDays", { retentionDays: 5, deadLetterRetentionDays: 5 }, { retentionDays: 5, deadLetterRetentionDays: 4 }],
  ])("%s: %j is accepted, %j refused", (name, fine, wrong) => {
    expect(problemsOf(fine)).toEqual([]);
    expect(problemsOf(wrong)).toEqual([expect.stringMatching(new RegExp(`^${name}: `))]);
  });
});

describeWith([terraformAvailable()], "an order queue, planned by Terraform", () => {
  const root = scratch("queue");

  test("encrypts both queues with the given key and keeps dead letters longest", async () => {
    const dir = stackFolder(
      synthTo(root, (app) => {
        const stack = new TerraformStack(app, "queue");
        new AwsProvider(stack, "aws", { region: "us-east-1" });
        new OrderQueue(stack, "orders", props);
      }),
      "queue",
    );
    await initOffline(dir);
    const plan = await planJson(dir);
    const queues = [...plan.ofType("aws_sqs_queue").values()];
    expect(
      queues.map(({ name, kms_master_key_id, message_retention_seconds }) => [name, kms_master_key_id, message_retention_seconds]),
    ).toEqual([
      [props.deadLetterQueueName, props.kmsKeyArn, 14 * 86_400],
      [props.name, props.kmsKeyArn, 4 * 86_400],
    ]);
    expect(plan.countByType()).toEqual({ aws_sqs_queue: 2, aws_sqs_queue_policy: 2, aws_sqs_queue_redrive_allow_policy: 1 });
  }, 120_000);
});
