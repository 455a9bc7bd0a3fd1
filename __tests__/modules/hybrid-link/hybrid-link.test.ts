import { HybridLink, type HybridLinkProps } from "../../../modules/hybrid-link";
import { problemsOf } from "../../support/construct";
import { moduleUnderTest, only } from "../../support/module-plan";
import { describeWith } from "../../support/requirement";
import { terraformAvailable } from "../../support/terraform";

const PLAN_SECONDS = 120_000;

const props: HybridLinkProps = {
  name: "desk-link",
  account: "123456789012",
  region: "us-east-1",
  vpcId: "vpc-0123456789abcdef0",
  vpcCidr: "10.10.0.0/16",
  subnetIds: ["subnet-0a", "subnet-0b", "subnet-0c"],
  routeTableIds: { a: "rtb-0a", b: "rtb-0b", c: "rtb-0c" },
  onPremisesCidr: "192.168.0.0/16",
  routerAmiId: "ami-0123456789abcdef0",
  dataKeyArn: "arn:aws:kms:us-east-1:123456789012:key/11111111-1111-1111-1111-111111111111",
  logKeyArn: "arn:aws:kms:us-east-1:123456789012:key/22222222-2222-2222-2222-222222222222",
};
const { routerAmiId: _image, ...withoutImage } = props;

describeWith([terraformAvailable()], "a hybrid link, planned by Terraform", () => {
  const standIn = moduleUnderTest("link-stand-in", (stack) => {
    new HybridLink(stack, "link", { ...props, alarmActions: ["arn:aws:sns:us-east-1:123456789012:alerts"] });
  });
  const ownRouter = moduleUnderTest("link-own-router", (stack) => {
    new HybridLink(stack, "link", { ...withoutImage, customerGatewayAddress: "203.0.113.10", connections: 1 });
  });

  test(
    "spreads over two dynamic connections by ECMP and tells the VPC's route tables",
    async () => {
      const plan = await standIn();
      expect(only(plan, "aws_ec2_transit_gateway")).toMatchObject({ vpn_ecmp_support: "enable", amazon_side_asn: 64_512 });
      expect(only(plan, "aws_customer_gateway")).toMatchObject({ bgp_asn: "65010", type: "ipsec.1" });
      const connections = [...plan.ofType("aws_vpn_connection").values()];
      expect(connections).toHaveLength(2);
      for (const connection of connections) {
        expect(connection).toMatchObject({ static_routes_only: false, tunnel1_ike_versions: ["ikev2"], tunnel2_ike_versions: ["ikev2"] });
        expect(connection.tunnel1_log_options).toMatchObject([{ cloudwatch_log_options: [{ log_enabled: true }] }]);
      }
      const toOtherSide = [...plan.ofType("aws_route").values()].filter((route) => route.destination_cidr_block === "192.168.0.0/16");
      expect(toOtherSide.map((route) => route.route_table_id).sort()).toEqual(["rtb-0a", "rtb-0b", "rtb-0c"]);
    },
    PLAN_SECONDS,
  );

  test(
    "tells of each connection when one of its tunnels is down, and of none where nobody is to be told",
    async () => {
      const alarms = [...(await standIn()).ofType("aws_cloudwatch_metric_alarm").values()];
      expect(alarms.map((alarm) => alarm.alarm_name)).toEqual(["desk-link-1-tunnels", "desk-link-2-tunnels"]);
      for (const alarm of alarms) {
        expect(alarm).toMatchObject({
          metric_name: "TunnelState",
          statistic: "Minimum",
          comparison_operator: "LessThanThreshold",
          threshold: 1,
        });
      }
      expect((await ownRouter()).countByType()).not.toHaveProperty("aws_cloudwatch_metric_alarm");
    },
    PLAN_SECONDS,
  );

  test(
    "gives no pre-shared key, neither to a connection nor to the router's user data",
    async () => {
      const plan = await standIn();
      for (const connection of plan.ofType("aws_vpn_connection").values()) {
        expect(connection).not.toHaveProperty("tunnel1_preshared_key");
        expect(connection).not.toHaveProperty("tunnel2_preshared_key");
      }
    },
    PLAN_SECONDS,
  );

  test(
    "its router is reached by Session Manager only, with version 2 of the metadata service",
    async () => {
      const plan = await standIn();
      const router = only(plan, "aws_instance");
      expect(router).toMatchObject({
        source_dest_check: false,
        monitoring: true,
        metadata_options: [expect.objectContaining({ http_tokens: "required", http_put_response_hop_limit: 1 })],
        root_block_device: [expect.objectContaining({ encrypted: true })],
      });
      expect(router.key_name ?? null).toBeNull();
      const sources = [...plan.ofType("aws_vpc_security_group_ingress_rule").values()].map((rule) => rule.cidr_ipv4);
      expect(sources).not.toContain("0.0.0.0/0");
      expect(plan.countByType()).not.toHaveProperty("aws_iam_role_policy_attachment");
    },
    PLAN_SECONDS,
  );

  test(
    "with a router of yours there is no stand-in",
    async () => {
      const plan = await ownRouter();
      expect(only(plan, "aws_customer_gateway")).toMatchObject({ ip_address: "203.0.113.10" });
      expect(plan.countByType()).not.toHaveProperty("aws_vpc");
      expect(plan.countByType()).not.toHaveProperty("aws_instance");
      expect(plan.countByType()).toMatchObject({ aws_vpn_connection: 1 });
    },
    PLAN_SECONDS,
  );
});

describe("properties of a hybrid link", () => {
  const problems = (given: HybridLinkProps) => problemsOf((stack) => new HybridLink(stack, "link", given));

  test.each<[string, HybridLinkProps]>([
    ["a stand-in with an image", props],
    ["a router of yours without an image", { ...withoutImage, customerGatewayAddress: "203.0.113.10" }],
    ["the range beside the VPC's", { ...props, onPremisesCidr: "10.11.0.0/16" }],
    ["a private ASN of four bytes", { ...props, onPremisesAsn: 4_200_000_001 }],
  ])("accepts %s", (_name, given) => expect(problems(given)).toEqual([]));

  test.each<[string, HybridLinkProps, string]>([
    ["neither an image nor an address", withoutImage, "routerAmiId"],
    ["the VPC's own range on the other side", { ...props, onPremisesCidr: props.vpcCidr }, "a range outside vpcCidr"],
    ["a part of the VPC's range", { ...props, onPremisesCidr: "10.10.128.0/20" }, "a range outside vpcCidr"],
    ["a range that holds the VPC's", { ...props, vpcCidr: "192.168.4.0/24" }, "a range outside vpcCidr"],
    ["a public ASN", { ...props, onPremisesAsn: 3356 }, "onPremisesAsn: 3356"],
    ["five connections", { ...props, connections: 5 }, "connections: 5"],
    ["a name as address", { ...props, customerGatewayAddress: "router.example.com" }, "customerGatewayAddress"],
  ])("rejects %s", (_name, given, problem) => {
    const found = problems(given);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(problem);
  });
});
