import { cpSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CONTRACT_VERSION, canonicalJson, type DeploymentContract, defaultsOf } from "../../contract";
import { tableResources } from "../../stacks/inventory";
import { tradingPolicy } from "../../stacks/trading/policy";
import { TABLE_LAYOUTS } from "../../stacks/trading/table-indexes";
import { tradingContract } from "../../stacks/trading/tunables";
import { inventoryOf } from "./inventory";
import { ROOT } from "./paths";

/** Makes a directory a project as it is after `npm run synth`, with the examples. */
export function csvProject(directory: string): void {
  cpSync(join(ROOT, "trimtab.config.json"), join(directory, "trimtab.config.json"));
  symlinkSync(join(ROOT, "examples"), join(directory, "examples"));
  const { components, stack } = tradingContract;
  const trades = { region: "us-east-1", resources: tableResources("trading-trades", Object.keys(TABLE_LAYOUTS.trades.indexes)) };
  const contract: DeploymentContract = {
    version: CONTRACT_VERSION,
    deployment: "trading",
    stack,
    environment: "prod",
    account: "123456789012",
    regions: ["us-east-1"],
    components,
    inventory: { ...inventoryOf(components, defaultsOf(components)), trades },
    policy: tradingPolicy,
  };
  mkdirSync(join(directory, "cdktf.out", "contracts"), { recursive: true });
  writeFileSync(join(directory, "cdktf.out", "contracts", "trading.json"), canonicalJson(contract));
}
