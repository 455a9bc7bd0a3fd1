import { TerraformOutput } from "cdktf";
import { defineStack } from "../foundation";
import type { TradingStack } from "./context";
import { tradingInventory } from "./inventory";
import { buildContext } from "./network";
import { tradingPolicy } from "./policy";
import { tradingContract } from "./tunables";

export const trading = defineStack({ contract: tradingContract, policy: tradingPolicy, inventory: tradingInventory, build });

function build(stack: TradingStack): void {
  const context = buildContext(stack);

  const output = (name: string, description: string, value: unknown) => new TerraformOutput(stack, name, { description, value });
  output("vpc_id", "Id of the VPC", context.network.vpcId);
  output("data_key_arn", "KMS key of data at rest", context.dataKeyArn);
  output("log_key_arn", "KMS key of log groups", context.logKeyArn);
}
