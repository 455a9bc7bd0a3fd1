import { defaultsOf, type Inventory, type Values } from "../../../contract";
import { deploymentsOf } from "../../../stacks/foundation";
import { staging } from "../../../stacks/staging";
import { CONFIG } from "../../support/project";
import type { Plan } from "../../support/terraform";

const place = { environment: "staging", account: "123456789012", backend: "local", vpcCidr: "10.40.0.0/16" } as const;

const certificate = (region: string) => `arn:aws:acm:${region}:123456789012:certificate/12345678-90ab-cdef-1234-567890abcdef`;
const insights = (region: string) => `arn:aws:lambda:${region}:580247275435:layer:LambdaInsightsExtension:56`;

/** What a protected deployment in two regions asks for beside the defaults. */
export const SETTINGS = {
  certificateArn: certificate("us-east-1"),
  insightsLayerArn: insights("us-east-1"),
  inRegions: { "eu-west-1": { insightsLayerArn: insights("eu-west-1") } },
  internetFacing: true,
  clients: { office: "203.0.113.0/24" },
  criticalPath: ["database", "service"],
  blueGreen: true,
} as const;

/** As the project has it, and beside it one with a suffix, in two regions, that may not be destroyed. */
export const DEPLOYMENTS = {
  ...CONFIG,
  deployments: {
    staging: { ...place, regions: ["us-east-1"] },
    "staging-pr-42": { ...place, regions: ["us-east-1", "eu-west-1"], vpcCidr: "10.50.0.0/16", protection: true, settings: SETTINGS },
  },
};

/** What synth writes into the contract of one of them. */
export function inventoryOf(name: keyof typeof DEPLOYMENTS.deployments, overrides: Values = {}): Inventory {
  const deployment = deploymentsOf(DEPLOYMENTS, "the test").find((each) => each.name === name);
  if (deployment === undefined) throw new Error(`no deployment ${name}`);
  return staging.inventory(deployment, { ...defaultsOf(staging.contractOf(deployment).components), ...overrides });
}

/** Ranges of addresses that get in, each with the port. */
export const openings = (plan: Plan): readonly string[] =>
  [
    ...new Set(
      [...plan.ofType("aws_vpc_security_group_ingress_rule").values()].flatMap(({ cidr_ipv4: cidr, from_port: port }) =>
        typeof cidr === "string" ? [`${cidr} ${port}`] : [],
      ),
    ),
  ].sort();
