import { NetworkLoadBalancer, type NetworkLoadBalancerProps } from "../../../modules/load-balancer";
import { problemsOf } from "../../support/construct";
import { moduleUnderTest, only } from "../../support/module-plan";
import { describeWith } from "../../support/requirement";
import { terraformAvailable } from "../../support/terraform";

const PLAN_SECONDS = 120_000;
const CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/1";

const props: NetworkLoadBalancerProps = {
  name: "staging",
  account: "123456789012",
  region: "us-east-1",
  vpcId: "vpc-0123456789abcdef0",
  subnetIds: ["subnet-0a", "subnet-0b", "subnet-0c"],
  clients: { vpc: "10.40.0.0/16" },
  listeners: { service: { port: 443, targetPort: 8080, healthCheckPath: "/health" } },
  targetSecurityGroupId: "sg-0fedcba9876543210",
  protection: false,
};

describeWith([terraformAvailable()], "a network load balancer, planned by Terraform", () => {
  const plain = moduleUnderTest("nlb", (stack) => {
    new NetworkLoadBalancer(stack, "nlb", props).attach("service", [{ groupName: "staging-service" }]);
  });
  const encrypted = moduleUnderTest("nlb-tls", (stack) => {
    new NetworkLoadBalancer(stack, "nlb", { ...props, certificateArn: CERTIFICATE, logBucketName: "example-staging-nlb-logs" });
  });

  test(
    "it is made with a security group and over all zones, inside the VPC",
    async () => {
      const plan = await plain();
      expect(only(plan, "aws_lb")).toMatchObject({
        load_balancer_type: "network",
        internal: true,
        enable_cross_zone_load_balancing: true,
        enable_deletion_protection: false,
      });
      // Known after apply alone, so absent from what is planned; a load balancer without one would show an empty list.
      expect(only(plan, "aws_lb").security_groups).toBeUndefined();
      expect(only(plan, "aws_vpc_security_group_egress_rule")).toMatchObject({
        from_port: 8080,
        to_port: 8080,
        referenced_security_group_id: props.targetSecurityGroupId,
      });
      expect(plan.countByType()).toMatchObject({ aws_vpc_security_group_ingress_rule: 2, aws_autoscaling_attachment: 1 });
    },
    PLAN_SECONDS,
  );

  test(
    "health is asked over HTTP where a path is given, and targets drain for 300 s",
    async () => {
      expect(only(await plain(), "aws_lb_target_group")).toMatchObject({
        name: "staging-service-8080",
        protocol: "TCP",
        deregistration_delay: "300",
        health_check: [{ protocol: "HTTP", path: "/health" }],
      });
    },
    PLAN_SECONDS,
  );

  test(
    "without a certificate it passes TCP on and keeps no logs; with one it ends TLS 1.3 and logs",
    async () => {
      expect(only(await plain(), "aws_lb_listener")).toMatchObject({ port: 443, protocol: "TCP" });
      expect((await plain()).countByType().aws_s3_bucket).toBeUndefined();
      expect(only(await encrypted(), "aws_lb_listener")).toMatchObject({
        port: 443,
        protocol: "TLS",
        certificate_arn: CERTIFICATE,
        ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      });
      expect(only(await encrypted(), "aws_lb").access_logs).toMatchObject([{ enabled: true }]);
      expect(only(await encrypted(), "aws_s3_bucket")).toMatchObject({ bucket: "example-staging-nlb-logs", force_destroy: true });
    },
    PLAN_SECONDS,
  );
});

describe("properties of a network load balancer", () => {
  const problems = (overrides: Partial<NetworkLoadBalancerProps>) =>
    problemsOf((stack) => new NetworkLoadBalancer(stack, "nlb", { ...props, ...overrides }));
  const listener = props.listeners.service ?? { port: 443, targetPort: 8080 };

  test.each<[string, Partial<NetworkLoadBalancerProps>]>([
    ["the staging brief's", {}],
    ["two listeners on one target port", { listeners: { a: listener, b: { ...listener, port: 80 } } }],
  ])("accepts %s", (_name, overrides) => expect(problems(overrides)).toEqual([]));

  test.each<[string, Partial<NetworkLoadBalancerProps>, string]>([
    ["no listener", { listeners: {} }, "listeners"],
    ["two listeners on one port", { listeners: { a: listener, b: listener } }, "different ports"],
    ["port 0", { listeners: { a: { ...listener, port: 0 } } }, "listeners.a.port"],
    ["a relative path", { listeners: { a: { ...listener, healthCheckPath: "health" } } }, "listeners.a.healthCheckPath"],
    ["one zone", { subnetIds: ["subnet-0a"] }, "subnetIds"],
  ])("rejects %s", (_name, overrides, problem) => {
    const found = problems(overrides);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(problem);
  });
});
