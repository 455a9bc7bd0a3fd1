import { z } from "zod";
import { type Deployment, isExample } from "../foundation";
import { regionProblems, regionSettings, type SettingProblem } from "../parts/regions";
import { readSettings, serviceSettings } from "../parts/settings";

/** Its region is the first group. */
const CERTIFICATE = /^arn:aws[a-z-]*:acm:([a-z0-9-]+):\d{12}:certificate\/[A-Za-z0-9-]+$/;
const tenant = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "lower case letters, digits and dashes, at most 63");
/** A rule of a load balancer takes five values, and the path is one. */
const MOST_INTERNAL_RANGES = 4;

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
  certificateArn: z.string().regex(CERTIFICATE, "the ARN of a certificate in ACM").exactOptional(),
  /** From where `/metrics*` is answered; anybody else gets 403. @default the VPC, and the addresses by which it is seen outside */
  internalCidrs: z
    .array(z.string().regex(/^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/, "an IPv4 range"))
    .min(1)
    .max(MOST_INTERNAL_RANGES)
    .readonly()
    .exactOptional(),
  ...regionSettings,
  /** Tenants with a table and a key of their own; these carry `TenantId`, and nothing turns them. */
  dedicatedTenants: z.array(tenant).readonly().default([]),
});

export type SaasSettings = z.infer<typeof shape>;

type OfDeployment = Pick<Deployment, "name" | "account" | "regions" | "vpcCidr" | "settings">;

/** @throws InputError with every problem of the settings, alone and beside the deployment's regions */
export const saasSettings = (deployment: OfDeployment): SaasSettings =>
  readSettings(
    "saas",
    shape.superRefine((settings, context) => {
      for (const { path, message } of [...regionProblems(deployment, settings), ...certificateProblems(deployment, settings)]) {
        context.addIssue({ code: "custom", path: [...path], message });
      }
    }),
    deployment,
  );

function certificateProblems({ account, regions }: OfDeployment, { certificateArn, domain }: SaasSettings): readonly SettingProblem[] {
  const path = ["certificateArn"];
  if (certificateArn === undefined) {
    return domain !== undefined || isExample(account)
      ? []
      : [{ path, message: "HTTPS needs a certificate: name one of ACM, or a domain with its hosted zone" }];
  }
  const [primary] = regions;
  const region = CERTIFICATE.exec(certificateArn)?.[1];
  return region === undefined || region === primary ? [] : [{ path, message: `the load balancer takes certificates of ${primary} only` }];
}
