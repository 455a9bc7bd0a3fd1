import type { Project } from "../../cli/project";
import { credentialsOf, type RoleInput } from "../../cli/read-role";
import { InputError, type TrimtabConfig } from "../../contract";
import { type AccountServer, startAccountServer } from "../optimizer/telemetry/support/account-server";
import { useEndpoint } from "../optimizer/telemetry/support/aws-server";
import { smallContract } from "../support/small-contract";

const useAws = useEndpoint();
const role = (name: string, account = "123456789012"): string => `arn:aws:iam::${account}:role/${name}`;
const contract = smallContract();

type ReadRole = TrimtabConfig["deployments"][string]["readRole"];
const projectWith = (readRole: ReadRole): Pick<Project, "config"> => ({
  config: {
    organization: "example",
    state: { bucket: "example-state", lockTable: "locks", region: "us-east-1" },
    providerVersion: "5.100.0",
    deployments: {
      trading: { environment: "prod", account: "123456789012", regions: ["us-east-1"], ...(readRole === undefined ? {} : { readRole }) },
    },
  },
});

let server: AccountServer | undefined;
afterEach(async () => server?.close());

const CREDENTIALS = { AccessKeyId: "ASIA", SecretAccessKey: "secret", SessionToken: "token", Expiration: "2026-11-20T12:00:00Z" };

describe("whose account is read", () => {
  it.each<[string, ReadRole, RoleInput, { readonly RoleArn: string; readonly ExternalId?: string }]>([
    ["the role of the configuration", { arn: role("configured"), externalId: "a" }, {}, { RoleArn: role("configured"), ExternalId: "a" }],
    ["the role that is given", { arn: role("configured") }, { "assume-role": role("given") }, { RoleArn: role("given") }],
    [
      "the given role without the other one's external id",
      { arn: role("configured"), externalId: "a" },
      { "assume-role": role("given") },
      { RoleArn: role("given") },
    ],
    [
      "the configured role with the external id that is given",
      { arn: role("configured"), externalId: "a" },
      { "external-id": "b" },
      { RoleArn: role("configured"), ExternalId: "b" },
    ],
  ])("is told by %s", async (_, configured, input, asked) => {
    server = await startAccountServer({ AssumeRole: () => ({ Credentials: CREDENTIALS }) });
    useAws(server.url);
    await credentialsOf(projectWith(configured), contract, input).credentials?.({});
    const { RoleArn, ExternalId } = server.calls[0]?.input ?? {};
    expect({ RoleArn, ...(ExternalId === undefined ? {} : { ExternalId }) }).toEqual(asked);
  });

  it("is the environment's where no role is named", () => {
    expect(credentialsOf(projectWith(undefined), contract, {})).toEqual({});
  });

  it.each<[string, RoleInput, RegExp]>([
    ["an external id without a role", { "external-id": "b" }, /needs a role/],
    ["a role of another account", { "assume-role": role("other", "210987654321") }, /of account 210987654321/],
  ])("is refused for %s", (_, input, message) => {
    expect(() => credentialsOf(projectWith(undefined), contract, input)).toThrow(InputError);
    expect(() => credentialsOf(projectWith(undefined), contract, input)).toThrow(message);
  });
});
