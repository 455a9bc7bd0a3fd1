import { TerraformOutput } from "cdktf";
import { type StackContract, stackContract } from "../../contract";
import { EncryptionKey } from "../../modules/encryption";
import { StateBackend } from "../../modules/state-backend";
import { type DeploymentStack, defineStack, tagComponent } from "../foundation";

const SHORTEST_DELETION_WINDOW_DAYS = 7;

/** Nothing in here can be turned. */
const stateContract = stackContract({ stack: "state", components: {} });

export const state = defineStack({ contract: stateContract, build });

function build(stack: DeploymentStack<StackContract>): void {
  const { name, account, region, protection, state: where } = stack.deployment;
  const key = new EncryptionKey(stack, "key", {
    alias: `${name}-terraform`,
    description: "Terraform states, inventories and their locks",
    account,
    region,
    ...(protection ? {} : { deletionWindowDays: SHORTEST_DELETION_WINDOW_DAYS }),
  });
  const states = new StateBackend(stack, "states", {
    bucketName: where.bucket,
    lockTableName: where.lockTable,
    kmsKeyArn: key.keyArn,
    protection,
  });
  for (const part of [key, states]) tagComponent(part, "state");

  new TerraformOutput(stack, "state_bucket", { description: "Bucket of all other stacks' states", value: states.bucketName });
  new TerraformOutput(stack, "lock_table", { description: "Table that locks them", value: states.lockTableName });
  new TerraformOutput(stack, "state_key_arn", { description: "KMS key of both", value: key.keyArn });
}
