import { z } from "zod";

/** What the name of an AWS region looks like: `eu-west-1`, `us-gov-east-1`. */
export const REGION_NAME = /^[a-z]{2}(-[a-z]+)+-\d$/;

/** Name of an AWS region, as people write it into a file. */
export const regionName = z.string().regex(REGION_NAME, "a region such as eu-west-1").describe("a region such as eu-west-1");

const OCTET = String.raw`(25[0-5]|2[0-4]\d|1?\d?\d)`;
const rangeOf = (prefix: string): RegExp => new RegExp(String.raw`^(${OCTET}\.){3}${OCTET}\/${prefix}$`);
const ANY_RANGE = rangeOf(String.raw`(3[0-2]|[12]?\d)`);
/** Of a network that is cut into sixteen parts (https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html). */
const VPC_RANGE = rangeOf("(1[6-9]|2[0-4])");
const ADDRESS_BITS = 32;

const FIRST = "the address has to be the first of its range, as in 10.31.0.0/16";

/** AWS takes no `10.1.2.0/16`. What is no range at all is judged elsewhere. */
function beginsAtItsFirst(range: string): boolean {
  if (!ANY_RANGE.test(range)) return true;
  const [address = "", prefix] = range.split("/");
  const first = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return first % 2 ** (ADDRESS_BITS - Number(prefix)) === 0;
}

/** An IPv4 range in CIDR notation, as people write it into a file. */
export const ipv4Range = z.string().regex(ANY_RANGE, "an IPv4 range such as 203.0.113.0/24").refine(beginsAtItsFirst, FIRST);

/** The IPv4 range of a VPC, as people write it into a file. */
export const vpcRange = z.string().regex(VPC_RANGE, "an IPv4 range of 16 to 24 bits, such as 10.31.0.0/16").refine(beginsAtItsFirst, FIRST);
