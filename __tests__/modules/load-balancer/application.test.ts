import { z } from "zod";
import { ApplicationLoadBalancer, type ApplicationLoadBalancerProps } from "../../../modules/load-balancer";
import { problemsOf } from "../../support/construct";
import { byName, moduleUnderTest, only } from "../../support/module-plan";
import { describeWith } from "../../support/requirement";
import { type Plan, terraformAvailable } from "../../support/terraform";

const PLAN_SECONDS = 120_000;
const INTERNAL = ["10.0.0.0/8"];

const props: ApplicationLoadBalancerProps = {
  name: "saas",
  account: "123456789012",
  region: "us-east-1",
  vpcId: "vpc-0123456789abcdef0",
  subnetIds: ["subnet-0a", "subnet-0b", "subnet-0c"],
  clients: { internet: "0.0.0.0/0" },
  certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
  targetGroups: {
    api: { port: 8080, healthCheckPath: "/health", stickinessSeconds: 3600 },
    admin: { port: 8081, healthCheckPath: "/admin/health" },
    metrics: { port: 8082, healthCheckPath: "/metrics" },
  },
  defaultTargetGroup: "api",
  rules: {
    api_v2: { priority: 10, headers: { "X-API-Version": ["v2"] }, to: "api" },
    admin: { priority: 20, paths: ["/admin/*"], to: "admin" },
    metrics: { priority: 30, paths: ["/metrics*"], sourceCidrs: INTERNAL, to: "metrics" },
    metrics_elsewhere: { priority: 31, paths: ["/metrics*"], to: 403 },
  },
  targetSecurityGroupId: "sg-0fedcba9876543210",
  idleTimeoutSeconds: 300,
  logBucketName: "example-saas-load-balancer-logs",
  protection: true,
};

const policySchema = z.object({ Statement: z.array(z.looseObject({ Sid: z.string() })) });

const rulesOf = (plan: Plan, type: string) =>
  [...plan.ofType(type).values()].map(({ from_port, to_port, cidr_ipv4, referenced_security_group_id, security_group_id }) => ({
    ports: [from_port, to_port],
    cidr: cidr_ipv4 ?? undefined,
    with: referenced_security_group_id ?? undefined,
    of: security_group_id ?? undefined,
  }));

describeWith([terraformAvailable()], "an application load balancer, planned by Terraform", () => {
  const planned = moduleUnderTest("alb", (stack) => {
    const balancer = new ApplicationLoadBalancer(stack, "alb", props);
    balancer.attach("app_service", [{ zone: "a", groupName: "app-a" }, { groupName: "app" }]);
  });

  test(
    "it drops invalid headers, speaks HTTP/2, is protected, and writes access logs",
    async () => {
      expect(only(await planned(), "aws_lb")).toMatchObject({
        load_balancer_type: "application",
        internal: false,
        idle_timeout: 300,
        enable_http2: true,
        drop_invalid_header_fields: true,
        enable_deletion_protection: true,
        access_logs: [{ enabled: true }],
      });
    },
    PLAN_SECONDS,
  );

  test(
    "HTTPS ends with a TLS 1.3 policy, and HTTP only redirects to it",
    async () => {
      const listeners = [...(await planned()).ofType("aws_lb_listener").values()];
      expect(listeners.map(({ port, ssl_policy, default_action }) => ({ port, ssl_policy, default_action }))).toMatchObject([
        { port: 80, default_action: [{ type: "redirect", redirect: [{ port: "443", protocol: "HTTPS", status_code: "HTTP_301" }] }] },
        { port: 443, ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06", default_action: [{ type: "forward" }] },
      ]);
    },
    PLAN_SECONDS,
  );

  test(
    "target groups have their ports and health checks, drain for 300 s, and stick where asked",
    async () => {
      const plan = await planned();
      const of = (argument: string) => byName(plan, "aws_lb_target_group", "name", argument);
      expect(of("port")).toEqual({ "saas-api-8080": 8080, "saas-admin-8081": 8081, "saas-metrics-8082": 8082 });
      expect(of("health_check")).toMatchObject({
        "saas-api-8080": [{ path: "/health" }],
        "saas-admin-8081": [{ path: "/admin/health" }],
        "saas-metrics-8082": [{ path: "/metrics" }],
      });
      expect(Object.values(of("deregistration_delay"))).toEqual(["300", "300", "300"]);
      expect(of("stickiness")).toMatchObject({ "saas-api-8080": [{ type: "lb_cookie", enabled: true, cookie_duration: 3600 }] });
    },
    PLAN_SECONDS,
  );

  test(
    "requests are routed by path, header and source, and refused by status",
    async () => {
      const rules = [...(await planned()).ofType("aws_lb_listener_rule").values()].map(({ priority, condition, action }) => ({
        priority,
        condition,
        action,
      }));
      expect(rules).toHaveLength(4);
      expect(rules).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            priority: 10,
            condition: [
              expect.objectContaining({
                http_header: [expect.objectContaining({ http_header_name: "X-API-Version", values: ["v2"] })],
              }),
            ],
          }),
          expect.objectContaining({
            priority: 30,
            condition: expect.arrayContaining([expect.objectContaining({ source_ip: [{ values: INTERNAL }] })]),
          }),
          expect.objectContaining({
            priority: 31,
            action: [
              expect.objectContaining({ type: "fixed-response", fixed_response: [expect.objectContaining({ status_code: "403" })] }),
            ],
          }),
        ]),
      );
    },
    PLAN_SECONDS,
  );

  test(
    "clients get in at the listeners, the load balancer out to the targets' ports, and the targets admit it there alone",
    async () => {
      const plan = await planned();
      const targets = [8080, 8081, 8082];
      const admitted = rulesOf(plan, "aws_vpc_security_group_ingress_rule");
      expect(admitted.filter(({ cidr }) => cidr !== undefined).map(({ ports, cidr }) => [...ports, cidr])).toEqual([
        [443, 443, "0.0.0.0/0"],
        [80, 80, "0.0.0.0/0"],
      ]);
      expect(admitted.filter(({ of }) => of === props.targetSecurityGroupId).map(({ ports }) => ports)).toEqual(targets.map((p) => [p, p]));
      expect(rulesOf(plan, "aws_vpc_security_group_egress_rule")).toEqual(
        targets.map((p) => ({ ports: [p, p], cidr: undefined, with: props.targetSecurityGroupId, of: undefined })),
      );
    },
    PLAN_SECONDS,
  );

  test(
    "its logs go to a closed, encrypted bucket that keeps them 90 days",
    async () => {
      const plan = await planned();
      expect(only(plan, "aws_s3_bucket")).toMatchObject({ bucket: props.logBucketName, force_destroy: false });
      expect(only(plan, "aws_s3_bucket_server_side_encryption_configuration").rule).toMatchObject([
        { apply_server_side_encryption_by_default: [{ sse_algorithm: "AES256" }] },
      ]);
      expect(only(plan, "aws_s3_bucket_public_access_block")).toMatchObject({ block_public_acls: true, restrict_public_buckets: true });
      expect(only(plan, "aws_s3_bucket_lifecycle_configuration").rule).toMatchObject([{ expiration: [{ days: 90 }] }]);
    },
    PLAN_SECONDS,
  );

  test(
    "every group given is registered with every target group",
    async () => {
      const attached = [...(await planned()).ofType("aws_autoscaling_attachment").values()];
      expect(attached.map(({ autoscaling_group_name }) => autoscaling_group_name).sort()).toEqual(
        ["app-a", "app-a", "app-a", "app", "app", "app"].sort(),
      );
    },
    PLAN_SECONDS,
  );
});

test("the log bucket's policy lets the load balancers of this account write, over TLS, and nobody else", () => {
  const found: string[] = [];
  problemsOf((stack) => {
    new ApplicationLoadBalancer(stack, "alb", props);
    const synthesized = z
      .looseObject({ resource: z.looseObject({ aws_s3_bucket_policy: z.record(z.string(), z.looseObject({ policy: z.string() })) }) })
      .parse(stack.toTerraform());
    found.push(...Object.values(synthesized.resource.aws_s3_bucket_policy).map(({ policy }) => policy));
  });
  const [policy] = found;
  expect(policySchema.parse(JSON.parse(policy ?? "")).Statement).toEqual([
    {
      Sid: "LoadBalancerWrites",
      Effect: "Allow",
      Principal: { Service: ["logdelivery.elasticloadbalancing.amazonaws.com"] },
      Action: ["s3:PutObject"],
      Resource: [expect.stringMatching(/\/AWSLogs\/123456789012\/\*$/)],
      Condition: { ArnLike: { "aws:SourceArn": "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/*" } },
    },
    expect.objectContaining({ Sid: "TlsOnly", Effect: "Deny" }),
  ]);
});

describe("properties of an application load balancer", () => {
  const problems = (overrides: Partial<ApplicationLoadBalancerProps>) =>
    problemsOf((stack) => new ApplicationLoadBalancer(stack, "alb", { ...props, ...overrides }));

  test.each<[string, Partial<ApplicationLoadBalancerProps>]>([
    ["the brief's load balancer", {}],
    ["no rules", { rules: {} }],
    ["a name of 32 characters", { name: "a".repeat(32) }],
    ["an internal one", { internal: true }],
    ["the strictest TLS policy", { tlsPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06" }],
    ["five values in a rule", { rules: { five: { priority: 1, paths: ["/a", "/b", "/c", "/d", "/e"], to: "api" } } }],
  ])("accepts %s", (_name, overrides) => expect(problems(overrides)).toEqual([]));

  test.each<[string, Partial<ApplicationLoadBalancerProps>, string]>([
    ["a name of 33 characters", { name: "a".repeat(33) }, "name:"],
    ["a name that AWS keeps for itself", { name: "internal-saas" }, "name:"],
    ["one zone", { subnetIds: ["subnet-0a"] }, "subnetIds"],
    ["nobody who may connect", { clients: {} }, "clients"],
    ["TLS 1.0", { tlsPolicy: "ELBSecurityPolicy-2016-08" }, "tlsPolicy"],
    ["a TLS 1.3 policy that still takes 1.0", { tlsPolicy: "ELBSecurityPolicy-TLS13-1-0-2021-06" }, "tlsPolicy"],
    ["a secret instead of a certificate", { certificateArn: "arn:aws:secretsmanager:us-east-1:1:secret:x" }, "certificateArn"],
    ["a default target group that is none", { defaultTargetGroup: "web" }, "defaultTargetGroup"],
    ["a rule to a target group that is none", { rules: { a: { priority: 1, paths: ["/a"], to: "web" } } }, "rules.a.to"],
    ["a rule without a condition", { rules: { a: { priority: 1, to: "api" } } }, "rules.a:"],
    ["six values in a rule", { rules: { a: { priority: 1, paths: ["/1", "/2", "/3", "/4", "/5", "/6"], to: "api" } } }, "rules.a:"],
    [
      "two rules of one priority",
      { rules: { a: { priority: 1, paths: ["/a"], to: "api" }, b: { priority: 1, paths: ["/b"], to: "api" } } },
      "priorities",
    ],
    [
      "stickiness over a week",
      { targetGroups: { api: { port: 80, healthCheckPath: "/", stickinessSeconds: 604_801 } }, rules: {} },
      "stickiness",
    ],
    ["an idle time over 4000 s", { idleTimeoutSeconds: 4001 }, "idleTimeoutSeconds"],
    ["draining over an hour", { drainingSeconds: 3601 }, "drainingSeconds"],
  ])("rejects %s", (_name, overrides, problem) => {
    const found = problems(overrides);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(problem);
  });
});
