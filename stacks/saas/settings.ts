import { z } from "zod";
import { ipv4Range } from "../../contract";
import { type Deployment, isExample } from "../foundation";
import { regionProblems, regionSettings, type SettingProblem } from "../parts/regions";
import { certificateArn, elsewhere, NOTHING_TWICE, readSettings, serviceSettings } from "../parts/settings";

const tenant = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "lower case letters, digits and dashes, at most 63");
/** A rule of a load balancer takes five values, and the path is one. */
const MOST_INTERNAL_RANGES = 4;
/** The application servers' role names the table and the key of each; IAM takes 10,240 characters of policies in a role. */
const MOST_DEDICATED_TENANTS = 20;

const shape = z.strictObject({
  ...serviceSettings,
  /** Name that clients call, in a hosted zone of Route 53: gets an alias and, without `certificateArn`, a certificate. @default the load balancer's own name */
  domain: z
    .strictObject({
      /** Of which the zone is, or whose parent's. */
      name: z.string().regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, "a domain name such as app.example.com"),
      /** Of the public zone that answers for the name. */
      hostedZoneId: z.string().regex(/^Z[A-Z0-9]+$/, "the id of a hosted zone"),
    })
    .exactOptional(),
  /** Certificate of ACM in the primary region. @default made for `domain`; the example account has one that does not exist */
  certificateArn: certificateArn.exactOptional(),
  /** From where `/metrics*` is answered; anybody else gets 403. @default the VPC, and the addresses by which it is seen outside */
  internalCidrs: z.array(ipv4Range).min(1).max(MOST_INTERNAL_RANGES).readonly().exactOptional(),
  ...regionSettings,
  /** Tenants with a table and a key of their own, 20 at most; these carry `TenantId`, and nothing turns them. */
  dedicatedTenants: z
    .array(tenant)
    .max(
      MOST_DEDICATED_TENANTS,
      `at most ${MOST_DEDICATED_TENANTS}: the role of the application servers names each, and IAM limits its policies`,
    )
    .refine(...NOTHING_TWICE)
    .readonly()
    .default([]),
});

export type SaasSettings = z.infer<typeof shape>;

type OfDeployment = Pick<Deployment, "name" | "account" | "regions" | "vpcCidr" | "settings">;

/** @throws InputError with every problem of the settings, alone and beside the deployment's regions */
export const saasSettings = (deployment: OfDeployment): SaasSettings =>
  readSettings(
    "saas",
    shape.superRefine((settings, context) => {
      const problems = [regionProblems, certificateProblems, internalProblems].flatMap((of) => of(deployment, settings));
      for (const { path, message } of problems) {
        context.addIssue({ code: "custom", path: [...path], message });
      }
    }),
    deployment,
  );

function certificateProblems(
  { account, regions }: OfDeployment,
  { certificateArn: certificate, domain }: SaasSettings,
): readonly SettingProblem[] {
  const path = ["certificateArn"];
  if (certificate === undefined) {
    return domain !== undefined || isExample(account)
      ? []
      : [{ path, message: "HTTPS needs a certificate: name one of ACM, or a domain with its hosted zone" }];
  }
  const message = elsewhere("a certificate of the load balancer", certificate, regions[0] ?? "");
  return message === undefined ? [] : [{ path, message }];
}

/** By default the VPC and each zone's NAT gateway are internal. */
function internalProblems({ regions }: OfDeployment, { internalCidrs, zones }: SaasSettings): readonly SettingProblem[] {
  const [primary = ""] = regions;
  const ranges = 1 + (zones[primary]?.length ?? 0);
  if (internalCidrs !== undefined || ranges <= MOST_INTERNAL_RANGES) return [];
  const message = `name ${MOST_INTERNAL_RANGES} ranges or fewer: with ${ranges - 1} zones the VPC and its NAT gateways are more than a rule takes`;
  return [{ path: ["internalCidrs"], message }];
}
