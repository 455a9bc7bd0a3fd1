import { needsInit, terraformFailure } from "../../../optimizer/rollout/terraform/failure";

const LOCKED = `╷
│ Error: Error acquiring the state lock
│
│ Error message: operation error DynamoDB: PutItem, ConditionalCheckFailedException
│ Lock Info:
│   ID:        1f2e
│   Path:      bucket/trading/terraform.tfstate
│   Operation: OperationTypeApply
│   Who:       ana@laptop
│   Version:   1.11.4
│   Created:   2026-11-20 10:00:00 UTC
│   Info:
╵`;

/** The first lines of a lock that could not be asked for, because of what follows. */
const NOT_LOCKED = `╷
│ Error: Error acquiring the state lock
│
│ Error message: operation error DynamoDB: PutItem, exceeded maximum number of
│ attempts, 5, https response error StatusCode: 400, api error`;

describe("what stopped Terraform is said with what to do", () => {
  test.each<[string, string, RegExp, RegExp]>([
    ["a held lock", LOCKED, /locked by ana@laptop \(OperationTypeApply since 2026-11-20 10:00:00 UTC\)/, /force-unlock 1f2e/],
    [
      "expired credentials",
      "│ Error: api error ExpiredToken: The security token included in the request is expired",
      /expired/,
      /Log in again/,
    ],
    ["a plan that another run overtook", "│ Error: Saved plan is stale", /Somebody else applied/, /start again/],
    ["no credentials", "│ Error: No valid credential sources found", /no valid AWS credentials/, /AWS_PROFILE/],
    ["a missing permission", "│ Error: AccessDenied: User is not authorized to perform: iam:PassRole", /refused/, /permission/],
    ["throttling", "│ Error: ThrottlingException: Rate exceeded", /throttled/, /start again/],
    ["throttling at the lock", `${NOT_LOCKED}\n│ ThrottlingException: Rate exceeded`, /throttled/, /start again/],
    ["expired credentials at the lock", `${NOT_LOCKED}\n│ ExpiredTokenException: the token has expired`, /expired/, /Log in again/],
    ["another version", "│ Error: Unsupported Terraform Core version", /another version/, /\.terraform-version/],
    ["no way to the registry", "│ Error: Failed to query available provider packages", /cannot fetch the provider/, /mirror/],
    ["an endpoint that is down", "│ Error: dial tcp 127.0.0.1:4566: connect: connection refused", /does not answer/, /AWS_ENDPOINT_URL/],
    ["anything else", "│ Error: Invalid index", /terraform plan failed/, /by hand/],
  ])("%s", (_name, stderr, message, hint) => {
    const failure = terraformFailure("plan", stderr, "dir");
    expect(failure.message).toMatch(message);
    expect(failure.hint).toMatch(hint);
    expect(failure.describe().split("\n").length).toBeLessThanOrEqual(20);
  });

  test("Terraform's own words are kept where they are not known", () => {
    expect(terraformFailure("plan", "╷\n│ Error: Invalid index\n│ \n│   on x.tf line 3\n╵", "dir").problems).toEqual([
      "Error: Invalid index",
      "on x.tf line 3",
    ]);
  });
});

test.each([
  ['Error: Backend initialization required, please run "terraform init"', true],
  ["Error: Inconsistent dependency lock file", true],
  ["Error: Invalid index", false],
])("%s needs init: %s", (stderr, needed) => {
  expect(needsInit(stderr)).toBe(needed);
});
