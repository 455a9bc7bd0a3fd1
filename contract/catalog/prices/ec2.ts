import type { PriceFamily } from "./query";

/** `ec2:<instance type>`: Linux, shared tenancy, nothing installed, no licence, in use (not a capacity reservation). */
export const ec2: PriceFamily = {
  prefix: "ec2",
  query: ([instanceType, ...more]) =>
    instanceType === undefined || more.length > 0
      ? undefined
      : {
          serviceCode: "AmazonEC2",
          attributes: {
            productFamily: "Compute Instance",
            instanceType,
            operatingSystem: "Linux",
            tenancy: "Shared",
            preInstalledSw: "NA",
            capacitystatus: "Used",
            licenseModel: "No License required",
            operation: "RunInstances",
          },
          usage: `BoxUsage:${instanceType}`,
          awsUnits: ["Hrs"],
          unit: "hour",
          source: "https://aws.amazon.com/ec2/pricing/on-demand/",
        },
};
