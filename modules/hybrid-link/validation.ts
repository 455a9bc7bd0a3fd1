import type { Construct } from "constructs";
import { overlap } from "../network";
import { between, matches, type Problem, prop, validateAllProps } from "../validation";
import type { HybridLinkProps } from "./props";

const CIDR = /^(\d{1,3}\.){3}\d{1,3}\/(1[6-9]|2[0-6])$/;
/** RFC 6996. */
const isPrivateAsn = (asn: number): boolean => between(64_512, 65_534)(asn) || between(4_200_000_000, 4_294_967_294)(asn);
const ASN = "64512 to 65534, or 4200000000 to 4294967294";

const otherSide = ({ customerGatewayAddress, routerAmiId }: HybridLinkProps): Problem =>
  customerGatewayAddress === undefined && routerAmiId === undefined
    ? "routerAmiId: the stand-in for the other side needs an image; without a stand-in give customerGatewayAddress"
    : undefined;

/** @throws InputError with every problem of the link's props */
export function validate(scope: Construct, id: string, props: HybridLinkProps): void {
  validateAllProps(scope, id, [
    prop("name", props.name, matches(/^[a-z][a-z0-9-]{1,40}$/), "2 to 41 lower case letters, digits and dashes, a letter first"),
    prop("subnetIds", props.subnetIds, (ids) => ids.length > 0, "at least one subnet"),
    prop("onPremisesCidr", props.onPremisesCidr, matches(CIDR), "an IPv4 range with a prefix of 16 to 26 bits, such as 192.168.0.0/16"),
    prop(
      "onPremisesCidr",
      props.onPremisesCidr,
      (cidr) => !overlap(cidr, props.vpcCidr),
      `a range outside vpcCidr, which is ${props.vpcCidr}`,
    ),
    prop("onPremisesAsn", props.onPremisesAsn, isPrivateAsn, ASN),
    prop("amazonAsn", props.amazonAsn, isPrivateAsn, ASN),
    prop("connections", props.connections, between(1, 4), "1 to 4"),
    prop("customerGatewayAddress", props.customerGatewayAddress, matches(/^(\d{1,3}\.){3}\d{1,3}$/), "a public IPv4 address"),
    prop("routerAmiId", props.routerAmiId, matches(/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/), "an AMI id such as ami-0123456789abcdef0"),
    otherSide(props),
  ]);
}
