import { AwsError, InputError } from "../../../../contract";
import { assumedRole, type ReadRole } from "../../../../optimizer/telemetry/aws/credentials";
import { type AccountServer, type Operations, Refusal, startAccountServer } from "../support/account-server";
import { useEndpoint } from "../support/aws-server";

const useAws = useEndpoint();
const ROLE = "arn:aws:iam::210987654321:role/team/trimtab-read";
const patience = { connectMs: 1_000, requestMs: 1_000, silenceMs: 2_000, attempts: 1 };

let server: AccountServer | undefined;
afterEach(async () => server?.close());

const withRole = (role: ReadRole) =>
  assumedRole({ role, account: "210987654321", deployment: "trading-eu", region: "eu-west-1", patience });

const refusing = (code: string, message: string): Operations => ({
  AssumeRole: () => {
    throw new Refusal(code, message, 403);
  },
});

async function assume(operations: Operations, role: ReadRole) {
  server = await startAccountServer(operations);
  useAws(server.url);
  return withRole(role)({});
}

describe("a role of the account that is read", () => {
  const temporary = { AccessKeyId: "ASIA", SecretAccessKey: "secret", SessionToken: "token", Expiration: "2026-11-20T12:00:00Z" };

  it("is assumed with its external id, in the deployment's region, under a name that says who reads", async () => {
    const credentials = await assume({ AssumeRole: () => ({ Credentials: temporary }) }, { arn: ROLE, externalId: "desk-7" });
    expect(credentials).toMatchObject({ accessKeyId: "ASIA", sessionToken: "token", expiration: new Date("2026-11-20T12:00:00Z") });
    expect(server?.calls[0]?.input).toMatchObject({ RoleArn: ROLE, ExternalId: "desk-7", RoleSessionName: "trimtab-trading-eu" });
    expect(server?.calls[0]?.authorization).toContain("/eu-west-1/sts/");
  });

  it("is assumed without an external id where none is given", async () => {
    await assume({ AssumeRole: () => ({ Credentials: temporary }) }, { arn: ROLE });
    expect(server?.calls[0]?.input).not.toHaveProperty("ExternalId");
  });

  it.each([
    ["without an external id", { arn: ROLE }, /no external id was given/],
    ["with one", { arn: ROLE, externalId: "x" }, /has to be the one that the policy asks for/],
  ])("that may not be assumed %s: says which, and where to look", async (_, role, about) => {
    const failure = await assume(refusing("AccessDenied", "User: me is not authorized to perform: sts:AssumeRole"), role).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(AwsError);
    expect(failure instanceof AwsError && failure.describe()).toMatch(/trimtab-read may not be assumed/);
    expect(failure instanceof AwsError && failure.describe()).toMatch(about);
    expect(failure instanceof AwsError && failure.hint).toMatch(/trust policy.*--external-id/);
  });

  it("whose caller's own credentials have expired: says so", async () => {
    const failure = assume(refusing("ExpiredToken", "The security token included in the request is expired"), { arn: ROLE });
    await expect(failure).rejects.toThrow(/assuming the role .*trimtab-read failed: the AWS credentials have expired/);
  });

  it.each([
    ["an ARN of something else", "arn:aws:iam::210987654321:user/me", /no ARN of an IAM role/],
    ["no ARN", "trimtab-read", /no ARN of an IAM role/],
    [
      "a role of another account",
      "arn:aws:iam::123456789012:role/trimtab-read",
      /of account 123456789012, but trading-eu is in account 210987654321/,
    ],
  ])("is refused where it is %s", (_, arn, message) => {
    expect(() => withRole({ arn })).toThrow(InputError);
    expect(() => withRole({ arn })).toThrow(message);
  });
});
