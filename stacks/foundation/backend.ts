import { LocalBackend, S3Backend, type TerraformStack } from "cdktf";
import { deploymentPaths } from "../../contract";
import type { Deployment } from "./config";

/** Remote state in S3, locked by a DynamoDB table and by S3's own lock file; a local file where the configuration says so. */
export function useBackend(stack: TerraformStack, { name, backend, state }: Deployment): void {
  if (backend === "local") {
    new LocalBackend(stack, { path: "terraform.tfstate" });
    return;
  }
  const remote = new S3Backend(stack, {
    bucket: state.bucket,
    key: deploymentPaths(name).stateKey,
    region: state.region,
    dynamodbTable: state.lockTable,
    // No `encrypt`: without a key's ARN it asks for S3's own key, over the customer's key that the bucket encrypts with by itself.
  });
  // The bindings do not know the argument (Terraform 1.10 brought it).
  remote.addOverride("use_lockfile", true);
}
