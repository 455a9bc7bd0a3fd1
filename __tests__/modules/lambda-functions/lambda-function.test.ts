import { join } from "node:path";
import { z } from "zod";
import { changeOf } from "../../../contract";
import { bundle, LambdaFunction, type LambdaFunctionProps, type QueueSource, type Schedule } from "../../../modules/lambda-functions";
import { problemsOf } from "../../support/construct";
import { moduleUnderTest, only } from "../../support/module-plan";
import { describeWith } from "../../support/requirement";
import { type Plan, terraformAvailable } from "../../support/terraform";

const PLAN_SECONDS = 120_000;
const QUEUE = "arn:aws:sqs:us-east-1:123456789012:staging-events";
const KEY = "arn:aws:kms:us-east-1:123456789012:key/11111111-1111-1111-1111-111111111111";

const props: LambdaFunctionProps = {
  name: "staging-report",
  description: "Builds daily reports",
  account: "123456789012",
  region: "us-east-1",
  entry: join(__dirname, "fixtures", "handler.ts"),
  environment: { BUCKET: "example-staging" },
  memoryMb: 3008,
  timeoutSeconds: 900,
  reservedConcurrency: 100,
  provisionedConcurrency: 50,
  dataKeyArn: KEY,
  logKeyArn: "arn:aws:kms:us-east-1:123456789012:key/22222222-2222-2222-2222-222222222222",
};

const statementSchema = z.looseObject({
  Sid: z.string(),
  Effect: z.string(),
  Action: z.array(z.string()),
  Resource: z.array(z.string()),
  Condition: z.unknown().optional(),
});
const policySchema = z.object({ Statement: z.array(statementSchema) });

/** Statements of the policies that a plan knows, by the policies' name. */
const statements = (plan: Plan, name: string) =>
  [...plan.ofType("aws_iam_role_policy").values()]
    .filter((policy) => policy.name === name && typeof policy.policy === "string")
    .flatMap(({ policy }) => policySchema.parse(JSON.parse(z.string().parse(policy))).Statement);

describeWith([terraformAvailable()], "a Lambda function, planned by Terraform", () => {
  const planned = moduleUnderTest("lambda", (stack) => {
    const fn = new LambdaFunction(stack, "report", {
      ...props,
      memoryMb: stack.number("memory_mb", 3008),
      timeoutSeconds: stack.number("timeout_seconds", 900),
      reservedConcurrency: stack.number("reserved_concurrency", 100),
      provisionedConcurrency: stack.number("provisioned_concurrency", 50),
    });
    fn.consume("events", { queueArn: QUEUE, keyArn: KEY, maxConcurrency: 20 });
    fn.schedule("daily", { expression: "cron(0 5 * * ? *)", input: { days: 1 } });
  });

  test(
    "it is published with traces, dead letters, its own encrypted logs, and the code's hash",
    async () => {
      const plan = await planned();
      expect(only(plan, "aws_lambda_function")).toMatchObject({
        function_name: "staging-report",
        runtime: "nodejs22.x",
        handler: "index.handler",
        memory_size: 3008,
        timeout: 900,
        reserved_concurrent_executions: 100,
        publish: true,
        kms_key_arn: KEY,
        source_code_hash: bundle(props.entry).sha256,
        filename: expect.stringMatching(/^assets\/[\w-]+\/bundle\/function\.zip$/),
        tracing_config: [{ mode: "Active" }],
        environment: [{ variables: { BUCKET: "example-staging" } }],
        logging_config: [{ log_format: "JSON", log_group: "/aws/lambda/staging-report" }],
      });
      expect(only(plan, "aws_cloudwatch_log_group")).toMatchObject({ name: "/aws/lambda/staging-report", retention_in_days: 90 });
      expect(only(plan, "aws_sqs_queue")).toMatchObject({ name: "staging-report-dead-letters", kms_master_key_id: KEY });
      expect(only(plan, "aws_lambda_function_event_invoke_config")).toMatchObject({ qualifier: "live", maximum_retry_attempts: 2 });
    },
    PLAN_SECONDS,
  );

  test(
    "environments are kept ready for the alias",
    async () => {
      expect(only(await planned(), "aws_lambda_provisioned_concurrency_config")).toMatchObject({
        qualifier: "live",
        provisioned_concurrent_executions: 50,
      });
    },
    PLAN_SECONDS,
  );

  test(
    "each size changes its own argument and nothing else that is known before apply",
    async () => {
      const after = await planned({ memory_mb: 1024, timeout_seconds: 60, reserved_concurrency: 60, provisioned_concurrency: 5 });
      const differences = (await planned()).comparedWith(after).map(({ attribute, from, to }) => [attribute, from, to]);
      expect(new Map(differences.map(([attribute, ...values]) => [attribute, values]))).toEqual(
        new Map([
          ["memory_size", [3008, 1024]],
          ["timeout", [900, 60]],
          ["reserved_concurrent_executions", [100, 60]],
          ["provisioned_concurrent_executions", [50, 5]],
        ]),
      );
      expect(differences).toHaveLength(4);
    },
    PLAN_SECONDS,
  );

  test(
    "without provisioned concurrency there is none of its kind, and the change table announces that it goes",
    async () => {
      const [before, after] = [(await planned()).countByType(), (await planned({ provisioned_concurrency: 0 })).countByType()];
      const gone = Object.keys(before).filter((type) => before[type] !== after[type]);
      expect(gone).toEqual(["aws_lambda_provisioned_concurrency_config"]);
      expect(changeOf("lambda-function", "provisioned_concurrency", 50, 0).announcedDestroys).toEqual(gone);
    },
    PLAN_SECONDS,
  );

  test(
    "more provisioned than reserved concurrency fails the plan",
    async () => {
      await expect(planned({ reserved_concurrency: 40 })).rejects.toThrow(/provisioned concurrency may not\s+be greater than/);
    },
    PLAN_SECONDS,
  );

  test(
    "a queue is worked off through the alias, and only failed messages come again",
    async () => {
      const plan = await planned();
      expect(only(plan, "aws_lambda_event_source_mapping")).toMatchObject({
        event_source_arn: QUEUE,
        batch_size: 10,
        function_response_types: ["ReportBatchItemFailures"],
        scaling_config: [{ maximum_concurrency: 20 }],
      });
      expect(statements(plan, "events").map(({ Action, Resource }) => [Action, Resource])).toEqual([
        [["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], [QUEUE]],
        [["kms:Decrypt"], [KEY]],
      ]);
    },
    PLAN_SECONDS,
  );

  test(
    "a schedule gives the time at which the call was due, and what it cannot deliver is kept",
    async () => {
      const schedule = only(await planned(), "aws_scheduler_schedule");
      expect(schedule).toMatchObject({
        name: "staging-report-daily",
        schedule_expression: "cron(0 5 * * ? *)",
        schedule_expression_timezone: "UTC",
        kms_key_arn: KEY,
        target: [
          { input: JSON.stringify({ days: 1, time: "<aws.scheduler.scheduled-time>" }), retry_policy: [{ maximum_retry_attempts: 2 }] },
        ],
      });
    },
    PLAN_SECONDS,
  );

  const inside = moduleUnderTest("lambda-vpc", (stack) => {
    new LambdaFunction(stack, "report", {
      ...props,
      provisionedConcurrency: 0,
      vpc: { subnetIds: ["subnet-0a"], securityGroupIds: ["sg-0123456789abcdef0"] },
      insightsLayerArn: "arn:aws:lambda:us-east-1:580247275435:layer:LambdaInsightsExtension:35",
    });
  });
  test(
    "inside a VPC with Insights it has its interfaces and its layer",
    async () => {
      const plan = await inside();
      expect(only(plan, "aws_lambda_function")).toMatchObject({
        vpc_config: [{ subnet_ids: ["subnet-0a"], security_group_ids: ["sg-0123456789abcdef0"] }],
        layers: ["arn:aws:lambda:us-east-1:580247275435:layer:LambdaInsightsExtension:35"],
      });
      expect(plan.countByType().aws_lambda_provisioned_concurrency_config).toBeUndefined();
    },
    PLAN_SECONDS,
  );
});

describe("a Lambda function's own permissions", () => {
  const permissionsOf = (overrides: Partial<LambdaFunctionProps>) => {
    const found: z.infer<typeof statementSchema>[] = [];
    problemsOf((stack) => {
      new LambdaFunction(stack, "report", { ...props, ...overrides });
      const synthesized = z
        .looseObject({ resource: z.looseObject({ aws_iam_role_policy: z.record(z.string(), z.looseObject({ policy: z.string() })) }) })
        .parse(stack.toTerraform());
      for (const { policy } of Object.values(synthesized.resource.aws_iam_role_policy)) {
        found.push(...policySchema.parse(JSON.parse(policy)).Statement);
      }
    });
    return found;
  };

  test("name a resource wherever AWS knows one for the action", () => {
    const wide = permissionsOf({}).filter(({ Resource }) => Resource.includes("*"));
    expect(wide.map(({ Sid }) => Sid)).toEqual(["Traces"]);
    expect(permissionsOf({}).flatMap(({ Action }) => Action.filter((action) => action.includes("*")))).toEqual([]);
  });

  test("let Lambda make network interfaces, and not the code", () => {
    const network = permissionsOf({ vpc: { subnetIds: ["subnet-0a"], securityGroupIds: ["sg-0123456789abcdef0"] } }).filter(({ Sid }) =>
      Sid.startsWith("NetworkInterfaces"),
    );
    expect(network.map(({ Effect, Condition }) => [Effect, Condition])).toEqual([
      ["Allow", undefined],
      ["Deny", { ArnEquals: { "lambda:SourceFunctionArn": "arn:aws:lambda:us-east-1:123456789012:function:staging-report" } }],
    ]);
  });
});

describe("properties of a Lambda function", () => {
  const build = (overrides: Partial<LambdaFunctionProps>, then: (fn: LambdaFunction) => void = () => undefined) =>
    problemsOf((stack) => then(new LambdaFunction(stack, "report", { ...props, ...overrides })));

  const expectProblem = (found: readonly string[], problem: string) => {
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(problem);
  };

  test.each<[string, Partial<LambdaFunctionProps>]>([
    ["the brief's function", {}],
    ["the least of everything", { memoryMb: 128, timeoutSeconds: 1, reservedConcurrency: 0, provisionedConcurrency: 0 }],
    ["as many provisioned as reserved", { reservedConcurrency: 50 }],
  ])("accepts %s", (_name, overrides) => expect(build(overrides)).toEqual([]));

  test.each<[string, Partial<LambdaFunctionProps>, string]>([
    ["a name of 65 characters", { name: "a".repeat(65) }, "name:"],
    ["a relative path", { entry: "handler.ts" }, "entry"],
    ["a file that does not exist", { entry: join(__dirname, "absent.ts") }, "entry"],
    ["127 MB", { memoryMb: 127 }, "memoryMb"],
    ["more than 15 minutes", { timeoutSeconds: 901 }, "timeoutSeconds"],
    ["more provisioned than reserved", { reservedConcurrency: 49 }, "provisionedConcurrency: 50"],
    ["three retries", { asyncRetries: 3 }, "asyncRetries"],
    ["a VPC without a subnet", { vpc: { subnetIds: [], securityGroupIds: ["sg-0123456789abcdef0"] } }, "vpc"],
    ["another layer for Insights", { insightsLayerArn: "arn:aws:lambda:us-east-1:123456789012:layer:other:1" }, "insightsLayerArn"],
  ])("rejects %s", (_name, overrides, problem) => expectProblem(build(overrides), problem));

  const source: QueueSource = { queueArn: QUEUE, keyArn: KEY };
  test.each<[Partial<QueueSource>, Partial<QueueSource>, string]>([
    [{ batchSize: 10 }, { batchSize: 11 }, "batchSize"],
    [{ batchSize: 10_000, batchingWindowSeconds: 1 }, { batchSize: 10_001, batchingWindowSeconds: 1 }, "batchSize"],
    [{ maxConcurrency: 2 }, { maxConcurrency: 1 }, "maxConcurrency"],
  ])("a queue as %j is accepted, as %j refused", (fine, wrong, problem) => {
    const consume = (overrides: Partial<QueueSource>) => build({}, (fn) => fn.consume("events", { ...source, ...overrides }));
    expect(consume(fine)).toEqual([]);
    expectProblem(consume(wrong), problem);
  });

  test.each<[Schedule, Schedule, string]>([
    [{ expression: "rate(1 hour)" }, { expression: "hourly" }, "expression"],
    [{ expression: "cron(0 5 * * ? *)" }, { expression: "cron(0 5 * * *)" }, "expression"],
    [{ expression: "rate(1 hour)", input: { days: 1 } }, { expression: "rate(1 hour)", input: { time: "now" } }, "input"],
  ])("a schedule of %j is accepted, of %j refused", (fine, wrong, problem) => {
    const schedule = (given: Schedule) => build({}, (fn) => fn.schedule("daily", given));
    expect(schedule(fine)).toEqual([]);
    expectProblem(schedule(wrong), problem);
  });
});
