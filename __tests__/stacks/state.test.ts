import { state } from "../../stacks/state";
import { CONFIG, Project } from "../support/project";
import { describeWith } from "../support/requirement";
import { initOffline, planJson, scratch, terraformAvailable, validate } from "../support/terraform";

describeWith([terraformAvailable()], "the state stack under the real provider", () => {
  const at = new Project(scratch("state"), [state], {
    ...CONFIG,
    deployments: { state: { environment: "prod", account: "123456789012", regions: ["us-east-1"], backend: "local" } },
  });
  const dir = at.stack("state");

  test("makes a versioned, encrypted, closed bucket that only TLS reaches, and a lock table that can be restored", async () => {
    at.synth();
    await initOffline(dir);
    expect(await validate(dir)).toEqual([]);
    const plan = await planJson(dir);
    expect(plan.at("aws_s3_bucket.states_bucket")).toMatchObject({ bucket: "example-trimtab-state", force_destroy: false });
    expect(plan.at("aws_s3_bucket_versioning.states_versioning")).toMatchObject({ versioning_configuration: [{ status: "Enabled" }] });
    expect(plan.at("aws_s3_bucket_server_side_encryption_configuration.states_encryption")).toMatchObject({
      rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: "aws:kms" }] }],
    });
    expect(plan.at("aws_s3_bucket_public_access_block.states_public_access")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(plan.at("aws_s3_bucket_lifecycle_configuration.states_lifecycle")).toMatchObject({
      rule: [{ noncurrent_version_expiration: [{ noncurrent_days: 365 }], expiration: [{ expired_object_delete_marker: true }] }],
    });
    expect(plan.at("aws_dynamodb_table.states_locks")).toMatchObject({
      name: "example-trimtab-locks",
      hash_key: "LockID",
      deletion_protection_enabled: true,
      point_in_time_recovery: [{ enabled: true }],
    });
  });

  test("emits no contract: nothing in it can be turned", () => {
    expect(Object.keys(at.outputs()).filter((file) => file.startsWith("contracts/"))).toEqual([]);
  });
});
