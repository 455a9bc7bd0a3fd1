import { HOURS, type PriceFamily } from "./query";

/** Operation code by platform. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/billing-info-fields.html */
const PLATFORMS = {
  linux: { operatingSystem: "Linux", operation: "RunInstances" },
  windows: { operatingSystem: "Windows", operation: "RunInstances:0002" },
  rhel: { operatingSystem: "RHEL", operation: "RunInstances:0010" },
  suse: { operatingSystem: "SUSE", operation: "RunInstances:000g" },
} as const;
const TENANCIES = {
  shared: { tenancy: "Shared", usage: "BoxUsage" },
  dedicated: { tenancy: "Dedicated", usage: "DedicatedUsage" },
} as const;

const isPlatform = (name: string): name is keyof typeof PLATFORMS => name in PLATFORMS;
const isTenancy = (name: string): name is keyof typeof TENANCIES => name in TENANCIES;

/** `ec2:<instance type>[:linux|windows|rhel|suse[:shared|dedicated]]`: nothing installed, no licence of one's own, in use (not a capacity reservation). */
export const ec2: PriceFamily = {
  prefix: "ec2",
  query: ([instanceType, platform = "linux", tenancy = "shared", ...more]) => {
    if (instanceType === undefined || !isPlatform(platform) || !isTenancy(tenancy) || more.length > 0) return undefined;
    const { usage, ...held } = TENANCIES[tenancy];
    return {
      serviceCode: "AmazonEC2",
      attributes: {
        productFamily: "Compute Instance",
        instanceType,
        ...PLATFORMS[platform],
        ...held,
        preInstalledSw: "NA",
        capacitystatus: "Used",
        licenseModel: "No License required",
      },
      ifStated: { marketoption: ["OnDemand"] },
      usage: [`${usage}:${instanceType}`],
      awsUnits: HOURS,
      unit: "hour",
      source: "https://aws.amazon.com/ec2/pricing/on-demand/",
    };
  },
};
