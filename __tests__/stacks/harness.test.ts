import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { type App, TerraformStack, TerraformVariable } from "cdktf";
import { describeWith } from "../support/requirement";
import { initOffline, planJson, scratch, stackFolder, synthTo, terraformAvailable, validate } from "../support/terraform";

function queueStack(app: App, withProvider: boolean): void {
  const stack = new TerraformStack(app, "queues");
  if (withProvider) new AwsProvider(stack, "aws", { region: "eu-west-1" });
  const seconds = new TerraformVariable(stack, "delay_seconds", { type: "number", default: 5 });
  seconds.addValidation({ condition: `\${${seconds.fqn} < 100}`, errorMessage: "under 100" });
  new SqsQueue(stack, "queue", { name: "orders", delaySeconds: seconds.numberValue });
}

describeWith([terraformAvailable()], "a synthesized stack under the real provider, without AWS", () => {
  const root = scratch("harness");

  test.each([
    ["with its own provider block", true],
    ["without a provider block, as a module has it", false],
  ])("validates and plans %s", async (name, withProvider) => {
    const dir = stackFolder(
      synthTo(`${root}/${name.length}`, (app) => queueStack(app, withProvider), { withoutProvider: !withProvider }),
      "queues",
    );
    await initOffline(dir);
    expect(await validate(dir)).toEqual([]);
    const plan = await planJson(dir);
    expect(plan.countByType()).toEqual({ aws_sqs_queue: 1 });
    expect(plan.at("aws_sqs_queue.queue")).toMatchObject({ name: "orders", delay_seconds: 5 });
    const overridden = await planJson(dir, { tfvars: { delay_seconds: 9 } });
    expect(plan.comparedWith(overridden)).toEqual([{ address: "aws_sqs_queue.queue", attribute: "delay_seconds", from: 5, to: 9 }]);
  });

  test("a value that a variable's validation refuses fails the plan with its message", async () => {
    const dir = stackFolder(
      synthTo(`${root}/refused`, (app) => queueStack(app, true)),
      "queues",
    );
    await initOffline(dir);
    await expect(planJson(dir, { tfvars: { delay_seconds: 100 } })).rejects.toThrow("under 100");
  });
});
