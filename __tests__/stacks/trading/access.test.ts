import { trading } from "../../../stacks/trading";
import { accessOf, portsOf, testLeastPrivilege } from "../../support/access";
import { CONFIG, Project } from "../../support/project";
import { scratch } from "../../support/terraform";

describe("who may do what in the trading stack", () => {
  const at = new Project(scratch("trading-access"), [trading], CONFIG);
  at.synth();
  const access = accessOf(at, "trading");

  testLeastPrivilege(access, { moreKeysThan: 2, withoutResource: /^ec2:DescribeVpnConnections$/ });

  test("the order service gets out to AWS by HTTPS and to each data store on its port", () => {
    expect(portsOf(access.egress.filter(([name]) => !name.startsWith("link_")))).toEqual([
      [443, "0.0.0.0/0"],
      [5432, "a group"],
      [6379, "a group"],
      [9111, "a group"],
    ]);
  });
});
