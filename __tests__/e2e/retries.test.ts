import {
  AuthorizeSecurityGroupEgressCommand,
  CreateSecurityGroupCommand,
  CreateVpcCommand,
  DescribeSecurityGroupRulesCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { Emulator } from "../support/emulator";
import { pythonAvailable } from "../support/python-environment";
import { describeWith } from "../support/requirement";

const IKE = { IpPermissions: [{ IpProtocol: "udp", FromPort: 500, ToPort: 500, IpRanges: [{ CidrIp: "52.1.2.3/32" }] }] };

describeWith([pythonAvailable()], "an answer that is lost on its way", () => {
  let emulator: Emulator;
  let ec2: EC2Client;
  let losing = 0;
  beforeAll(async () => {
    emulator = await Emulator.start();
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    ec2 = new EC2Client({ region: "us-east-1", endpoint: emulator.url, credentials });
    ec2.middlewareStack.add(
      (next) => async (args) => {
        const answer = await next(args);
        if (losing-- > 0) throw Object.assign(new Error("socket hang up"), { name: "TimeoutError", code: "ECONNRESET" });
        return answer;
      },
      { step: "finalizeRequest", priority: "low", name: "lossyNetwork" },
    );
  });
  afterAll(() => emulator?.stop());

  const group = async (name: string): Promise<string | undefined> => {
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
    return (await ec2.send(new CreateSecurityGroupCommand({ GroupName: name, Description: name, VpcId: Vpc?.VpcId }))).GroupId;
  };

  it("is given again to the same request, which makes its rule once", async () => {
    const GroupId = await group("router");
    losing = 1;
    await ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId, ...IKE }));
    expect(losing).toBeLessThan(0);
    const { SecurityGroupRules } = await ec2.send(
      new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: "group-id", Values: [GroupId ?? ""] }] }),
    );
    expect(SecurityGroupRules?.filter(({ FromPort }) => FromPort === 500)).toHaveLength(1);
    expect(emulator.calls.filter((line) => line.startsWith("REPLAYED "))).toHaveLength(1);
  });

  it("is not given to another request that asks for the same", async () => {
    const GroupId = await group("other");
    await ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId, ...IKE }));
    await expect(ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId, ...IKE }))).rejects.toThrow(/already exists/);
  });

  it("that refuses is asked for anew at the next attempt", async () => {
    await emulator.fail({ service: "ec2", action: "CreateVpc", code: "RequestLimitExceeded", message: "Rate exceeded", times: 1 });
    expect((await ec2.send(new CreateVpcCommand({ CidrBlock: "10.1.0.0/16" }))).Vpc?.VpcId).toMatch(/^vpc-/);
  });
});
