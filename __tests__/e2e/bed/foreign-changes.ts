import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AutoScalingClient, UpdateAutoScalingGroupCommand } from "@aws-sdk/client-auto-scaling";
import type { Delta } from "../../../optimizer/plan/recommendation";
import { checkPlan, parsePlan } from "../../../optimizer/rollout";
import { tradingNames } from "../../../stacks/trading/names";
import { tradingContract } from "../../../stacks/trading/tunables";
import type { Bed } from "./bed";

const contract = { deployment: "trading", components: tradingContract.components };
const GRACE_SECONDS = 180;

/** What else may stand in a plan of trading, beside a size that was agreed and in the same resource. */
export function describeForeignChanges(bed: Bed): void {
  const stack = () => bed.project.stack("trading");

  async function judged(delta: Delta, ...options: readonly string[]) {
    const values = { [delta.variable]: delta.to };
    const plan = parsePlan(await stack().planJson("foreign", values, ...options), delta.variable);
    return checkPlan(plan, { contract, deltas: [delta], values, overrideBytes: null, receipt: null, loopback: true });
  }

  async function setGracePeriod(HealthCheckGracePeriod: number): Promise<void> {
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const client = new AutoScalingClient({ endpoint: bed.emulator.url, region: "us-east-1", credentials });
    await client.send(
      new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: tradingNames("trading").group("a"), HealthCheckGracePeriod }),
    );
    client.destroy();
  }

  describe("beside an agreed change of the same resource, refused is", () => {
    const smaller: Delta = { variable: "order_service_instance_type", from: "c6i.8xlarge", to: "c6i.4xlarge" };
    const fewer: Delta = { variable: "order_service_max_size", from: 30, to: 27 };

    test("another image, by a variable outside the override", async () => {
      const { problems, notes } = await judged(smaller, "-var=order_service_ami_id=ami-0123456789abcdef0");
      expect(problems).toEqual([
        expect.stringMatching(/template: image_id "ami-.*" → "ami-0123456789abcdef0" comes from order_service_ami_id/),
      ]);
      expect(notes).toEqual([expect.stringContaining("order_service_ami_id is set outside the override")]);
    });

    test("an edit of the code", async () => {
      const edit = join(stack().directory, "edit_override.tf.json");
      const template = { order_service_fleet_template: { monitoring: { enabled: false } } };
      writeFileSync(edit, JSON.stringify({ resource: { aws_launch_template: template } }));
      const { problems } = await judged(smaller);
      rmSync(edit);
      expect(problems).toEqual([expect.stringContaining("monitoring[0].enabled true → false")]);
    });

    test("the undoing of what somebody changed by hand", async () => {
      await setGracePeriod(999);
      const { problems } = await judged(fewer, "-refresh=true");
      await setGracePeriod(GRACE_SECONDS);
      expect(problems).toEqual([
        expect.stringMatching(/group_a: health_check_grace_period 999 → 180 undoes what was changed outside Terraform/),
      ]);
    });
  });
}
