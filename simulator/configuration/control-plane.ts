import type { DeploymentContract, Values } from "../../contract";
export async function readControlPlane(_url: string, _contract: DeploymentContract): Promise<Values> {
  return {};
}
