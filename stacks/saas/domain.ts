import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import type { ApplicationLoadBalancer } from "../../modules/load-balancer";
import { tagComponent } from "../foundation";
import type { SaasContext } from "./context";

const VALIDATION_TTL_SECONDS = 300;
/** Has the shape of a certificate and names none: the example account is never applied to. */
const NO_CERTIFICATE = "00000000-0000-0000-0000-000000000000";

/** The certificate that the configuration names, else one made for its domain. @returns its ARN, once it is valid */
export function certificateOf({ stack, deployment, settings }: SaasContext): string {
  const { certificateArn, domain } = settings;
  if (certificateArn !== undefined) return certificateArn;
  if (domain === undefined) return `arn:aws:acm:${deployment.region}:${deployment.account}:certificate/${NO_CERTIFICATE}`;
  const scope = new Construct(stack, "domain");
  const certificate = new AcmCertificate(scope, "certificate", {
    domainName: domain.name,
    validationMethod: "DNS",
    options: { certificateTransparencyLoggingPreference: "ENABLED" },
    tags: { Name: domain.name },
    lifecycle: { createBeforeDestroy: true },
  });
  const option = certificate.domainValidationOptions.get(0);
  const proof = new Route53Record(scope, "proof", {
    zoneId: domain.hostedZoneId,
    name: option.resourceRecordName,
    type: option.resourceRecordType,
    records: [option.resourceRecordValue],
    ttl: VALIDATION_TTL_SECONDS,
    allowOverwrite: true,
  });
  tagComponent(scope, "app_service");
  return new AcmCertificateValidation(scope, "valid", { certificateArn: certificate.arn, validationRecordFqdns: [proof.fqdn] })
    .certificateArn;
}

/** The domain's name leads to the load balancer. */
export function buildAlias({ stack, settings }: SaasContext, balancer: ApplicationLoadBalancer): void {
  const { domain } = settings;
  if (domain === undefined) return;
  new Route53Record(stack, "alias", {
    zoneId: domain.hostedZoneId,
    name: domain.name,
    type: "A",
    alias: { name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: true },
  });
}
