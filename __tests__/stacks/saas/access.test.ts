import { saas } from "../../../stacks/saas";
import { accessOf, policyDocument, portsOf, testLeastPrivilege } from "../../support/access";
import { Project } from "../../support/project";
import { scratch } from "../../support/terraform";
import { SAAS_CONFIG } from "./deployment";

/** AWS documents no condition key that these send when they take on a role: EC2 for instances, AWS Backup. */
const WITHOUT_SOURCE = ["ec2.amazonaws.com", "backup.amazonaws.com"];

describe("who may do what in the multi-tenant stack", () => {
  const at = new Project(scratch("saas-access"), [saas], SAAS_CONFIG);
  at.synth();
  const access = accessOf(at, "saas");
  const { roles, statements } = access;

  test("every role is bounded", () => {
    expect(roles.length).toBeGreaterThan(7);
    expect(roles.filter(([, { permissions_boundary }]) => permissions_boundary === undefined)).toEqual([]);
  });

  test("a role is taken on by one service, on this account's behalf where the service says for whom", () => {
    for (const [name, { assume_role_policy }] of roles) {
      const trusted = policyDocument.parse(JSON.parse(assume_role_policy)).Statement;
      expect({ name, statements: trusted.length }).toEqual({ name, statements: 1 });
      for (const { Action, Principal, Condition } of trusted) {
        expect(Action).toEqual(["sts:AssumeRole"]);
        const [service = ""] = Principal?.Service ?? [];
        expect({ name, account: Condition?.StringEquals?.["aws:SourceAccount"] }).toEqual({
          name,
          account: WITHOUT_SOURCE.includes(service) ? undefined : "123456789012",
        });
      }
    }
  });

  testLeastPrivilege(access, { moreKeysThan: 1 });

  test("a tenant's own table is reached with that tenant's own key", () => {
    const own = statements.filter(({ name }) => name.includes("dedicated_tenants"));
    const resources = own.flatMap(({ Resource }) => Resource);
    expect(resources).toHaveLength(2);
    expect(resources.filter((arn) => !arn.includes("tenant_acme"))).toEqual([]);
  });

  test("the application servers get out to AWS by HTTPS and to each data store on its port; the load balancer to them alone", () => {
    expect(portsOf(access.egress)).toEqual([
      [3306, "a group"],
      [443, "0.0.0.0/0"],
      [6379, "a group"],
      [8080, "a group"],
      [8081, "a group"],
      [8082, "a group"],
    ]);
  });

  test("the application servers are reached from the load balancer alone", () => {
    const rules = access.ingress.filter(([, { from_port = 0 }]) => from_port >= 8080);
    expect(rules.map(([name, each]) => [name, each.cidr_ipv4])).toEqual([
      ["balancer_targets_8080", undefined],
      ["balancer_targets_8081", undefined],
      ["balancer_targets_8082", undefined],
    ]);
  });
});
