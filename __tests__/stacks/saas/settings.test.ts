import { z } from "zod";
import { deploymentContractSchema, InputError } from "../../../contract";
import { secondariesOf } from "../../../stacks/parts/regions";
import { saas } from "../../../stacks/saas";
import { saasSettings } from "../../../stacks/saas/settings";
import { Project } from "../../support/project";
import { temporaryDirectory } from "../../support/temporary-directory";
import { SAAS_CONFIG, saasIn } from "./deployment";

const ACCOUNT = "210987654321";
const CERTIFICATE = `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/11111111-2222-3333-4444-555555555555`;

const deployment = {
  name: "saas",
  account: "123456789012",
  regions: ["us-east-1", "us-west-2", "eu-west-1"],
  vpcCidr: "10.30.0.0/16",
  settings: {},
} as const;

type Given = Partial<{ account: string; regions: readonly string[]; vpcCidr: string; settings: Readonly<Record<string, unknown>> }>;

const problems = (given: Given): readonly string[] => {
  try {
    saasSettings({ ...deployment, ...given });
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
};

describe("settings of a multi-tenant deployment", () => {
  test.each<[string, Given]>([
    ["none, for the example account", {}],
    ["one region", { regions: ["eu-central-1"] }],
    ["other regions", { regions: ["eu-central-1", "eu-west-3", "eu-north-1"] }],
    ["a certificate, for an account of one's own", { account: ACCOUNT, settings: { certificateArn: CERTIFICATE } }],
    [
      "a domain with its zone, for an account of one's own",
      { account: ACCOUNT, settings: { domain: { name: "app.example.com", hostedZoneId: "Z1234567890ABC" } } },
    ],
    ["ranges for the further regions", { settings: { secondaryCidrs: { "us-west-2": "10.90.0.0/16" } } }],
    ["other zones", { settings: { zones: { "us-west-2": ["a", "c", "d"] } } }],
    ["the last range of its kind, alone", { regions: ["us-east-1"], vpcCidr: "192.168.0.0/16" }],
    ["a region that is on its way out", { regions: ["us-east-1", "us-west-2"], settings: { leavingRegions: ["eu-west-1"] } }],
    ["tenants with tables of their own", { settings: { dedicatedTenants: ["acme", "globex-2"] } }],
    ["addresses that may read metrics", { settings: { internalCidrs: ["198.51.100.7/32"] } }],
  ])("may be %s", (_name, given) => expect(problems(given)).toEqual([]));

  test.each<[string, Given, string]>([
    ["an unknown one", { settings: { certificate: CERTIFICATE } }, "certificate"],
    ["no certificate, in an account of one's own", { account: ACCOUNT }, "settings.certificateArn: HTTPS needs a certificate"],
    [
      "a certificate of another region",
      { settings: { certificateArn: CERTIFICATE.replace("us-east-1", "us-west-2") } },
      "has to be of us-east-1, and this one is of us-west-2",
    ],
    ["something else than a certificate", { settings: { certificateArn: "arn:aws:s3:::bucket" } }, "settings.certificateArn"],
    ["a domain without its zone", { settings: { domain: { name: "app.example.com" } } }, "settings.domain.hostedZoneId"],
    ["a region twice", { regions: ["us-east-1", "us-west-2", "us-west-2"] }, "name us-west-2 twice"],
    ["the primary region as a further one", { regions: ["us-east-1", "us-east-1"] }, "name us-east-1 twice"],
    [
      "ranges that meet",
      { settings: { secondaryCidrs: { "us-west-2": "10.30.128.0/17" } } },
      "10.30.128.0/17 overlaps with 10.30.0.0/16 of us-east-1",
    ],
    [
      "a range for a region that is none of its",
      { settings: { secondaryCidrs: { "ap-south-1": "10.90.0.0/16" } } },
      "settings.secondaryCidrs.ap-south-1",
    ],
    [
      "no private range left",
      { regions: ["us-east-1", "us-west-2"], vpcCidr: "192.168.0.0/16" },
      "settings.secondaryCidrs.us-west-2: name a range",
    ],
    ["a region that stays and leaves", { settings: { leavingRegions: ["eu-west-1"] } }, "eu-west-1 is one of the deployment's regions"],
    [
      "a region that leaves twice",
      { settings: { leavingRegions: ["eu-north-1", "eu-north-1"] } },
      "settings.leavingRegions: names something twice",
    ],
    ["a zone twice", { settings: { zones: { "us-west-2": ["a", "a"] } } }, "settings.zones.us-west-2: names something twice"],
    ["a tenant twice", { settings: { dedicatedTenants: ["acme", "acme"] } }, "settings.dedicatedTenants: names something twice"],
    [
      "more tenants with tables of their own than policies of a role can name",
      { settings: { dedicatedTenants: Array.from({ length: 21 }, (_, index) => `tenant-${index}`) } },
      "settings.dedicatedTenants",
    ],
    ["a range that is none", { settings: { internalCidrs: ["10.0.0.256/32"] } }, "settings.internalCidrs.0: an IPv4 range"],
    [
      "a range that begins elsewhere",
      { settings: { secondaryCidrs: { "us-west-2": "10.90.5.0/16" } } },
      "settings.secondaryCidrs.us-west-2: the address has to be the first of its range",
    ],
    [
      "four zones whose NAT gateways are more than a rule takes",
      { settings: { zones: { "us-east-1": ["a", "b", "c", "d"] } } },
      "settings.internalCidrs: name 4 ranges or fewer",
    ],
    ["a tenant that is no name", { settings: { dedicatedTenants: ["Acme Inc"] } }, "settings.dedicatedTenants.0"],
    [
      "more addresses than a rule takes",
      { settings: { internalCidrs: ["10.0.0.0/8", "10.1.0.0/16", "10.2.0.0/16", "10.3.0.0/16", "10.4.0.0/16"] } },
      "settings.internalCidrs",
    ],
  ])("may not be %s", (_name, given, problem) => {
    expect(problems(given)).toEqual([expect.stringContaining(problem)]);
  });
});

describe("further regions", () => {
  test("take the ranges that follow the primary's, unless they are given others", () => {
    const settings = { secondaryCidrs: { "us-west-2": "10.90.0.0/16" }, zones: { "eu-west-1": ["a", "b"] }, leavingRegions: [] };
    expect(secondariesOf(deployment, settings)).toEqual([
      { region: "us-west-2", cidr: "10.90.0.0/16" },
      { region: "eu-west-1", cidr: "10.32.0.0/16", zones: ["a", "b"] },
    ]);
  });
});

describe("a deployment in other regions", () => {
  const directory = temporaryDirectory();
  const synthesized = (config: unknown) => {
    const at = new Project(directory(), [saas], config);
    at.synth();
    const contract = deploymentContractSchema.parse(JSON.parse(at.output("contracts/saas.json") ?? ""));
    const stack = z
      .looseObject({
        provider: z.object({ aws: z.array(z.looseObject({ region: z.string(), alias: z.string().optional() })) }),
        variable: z.record(z.string(), z.looseObject({ default: z.unknown() })),
        resource: z.record(z.string(), z.record(z.string(), z.unknown())),
      })
      .parse(JSON.parse(at.output("stacks/saas/cdk.tf.json") ?? ""));
    return { contract, stack };
  };

  test("can be turned in those regions, and in no other", () => {
    const { contract, stack } = synthesized(saasIn(["eu-central-1", "eu-north-1"]));
    expect(contract.components.database?.tunables).toMatchObject({
      secondary_regions: { members: ["eu-north-1"], default: ["eu-north-1"] },
    });
    expect(stack.variable.database_secondary_regions).toMatchObject({ default: ["eu-north-1"] });
    expect(stack.provider.aws.map(({ region }) => region)).toEqual(["eu-central-1", "eu-north-1"]);
  });

  test.each(["saas-eu", "saas-us-west-2", "saas-rehearsal-1"])("has names that fit AWS's limits, as %s", (name) => {
    const { saas: given } = SAAS_CONFIG.deployments;
    expect(new Project(directory(), [saas], { ...SAAS_CONFIG, deployments: { [name]: given } }).synth()).toEqual([name]);
  });

  test("of one region holds no copy", () => {
    const { contract, stack } = synthesized(saasIn(["eu-central-1"]));
    expect(contract.components.database?.tunables).toMatchObject({ secondary_regions: { members: [] } });
    expect(Object.keys(stack.resource.aws_vpc ?? {})).toHaveLength(1);
  });

  test("keeps the provider of a region that leaves, and nothing else there", () => {
    const { stack } = synthesized(saasIn(["us-east-1"], { leavingRegions: ["eu-west-1"] }));
    expect(stack.provider.aws.map(({ alias }) => alias)).toEqual([undefined, "eu-west-1"]);
    expect(JSON.stringify(stack.resource)).not.toContain("aws.eu-west-1");
  });

  test("with a domain gets a certificate for it, and its name leads to the load balancer", () => {
    const { stack } = synthesized(saasIn(["us-east-1"], { domain: { name: "app.example.com", hostedZoneId: "Z1234567890ABC" } }));
    expect(stack.resource.aws_acm_certificate?.domain_certificate).toMatchObject({
      domain_name: "app.example.com",
      validation_method: "DNS",
    });
    expect(stack.resource.aws_route53_record?.alias).toMatchObject({ name: "app.example.com", type: "A" });
    expect(stack.resource.aws_lb_listener?.balancer_https).toMatchObject({
      certificate_arn: expect.stringContaining("aws_acm_certificate_validation.domain_valid.certificate_arn"),
    });
  });
});
