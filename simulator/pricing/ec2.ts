import { flat, PLACES, type Place, type Product, placed } from "./product";

/** Linux, shared, on demand, us-east-1. https://aws.amazon.com/ec2/pricing/on-demand/ (2026-07) */
const HOURLY: Readonly<Record<string, number>> = {
  "c6i.large": 0.085,
  "c6i.xlarge": 0.17,
  "c6i.2xlarge": 0.34,
  "c6i.4xlarge": 0.68,
  "c6i.8xlarge": 1.36,
  "m5.xlarge": 0.192,
  "m5.2xlarge": 0.384,
  "m5.4xlarge": 0.768,
  "c5.xlarge": 0.17,
  "c5.2xlarge": 0.34,
  "c5.4xlarge": 0.68,
};
const PREVIOUS_GENERATION: Readonly<Record<string, number>> = { "c3.8xlarge": 1.68, "m3.xlarge": 0.266 };
const GB_MONTH = { io2: 0.125, gp3: 0.08, gp2: 0.1 } as const;
/** io2: up to 32,000, up to 64,000, above. https://aws.amazon.com/ebs/pricing/ */
const IO2_IOPS_MONTH = {
  "EBS:VolumeP-IOPS.io2": 0.065,
  "EBS:VolumeP-IOPS.io2.tier2": 0.0455,
  "EBS:VolumeP-IOPS.io2.tier3": 0.03185,
} as const;

interface Variant {
  readonly operatingSystem: string;
  readonly operation: string;
  readonly tenancy: string;
  readonly capacitystatus: string;
  readonly preInstalledSw: string;
  readonly usage: string;
  readonly factor: number;
}

const LINUX: Variant = {
  operatingSystem: "Linux",
  operation: "RunInstances",
  tenancy: "Shared",
  capacitystatus: "Used",
  preInstalledSw: "NA",
  usage: "BoxUsage",
  factor: 1,
};
const VARIANTS: readonly Variant[] = [
  LINUX,
  { ...LINUX, operatingSystem: "Windows", operation: "RunInstances:0002", factor: 2.08 },
  { ...LINUX, operatingSystem: "RHEL", operation: "RunInstances:0010", factor: 1.34 },
  { ...LINUX, operatingSystem: "SUSE", operation: "RunInstances:000g", factor: 1.09 },
  { ...LINUX, operation: "RunInstances:0004", preInstalledSw: "SQL Std", factor: 2.41 },
  { ...LINUX, tenancy: "Dedicated", usage: "DedicatedUsage", factor: 1.06 },
  { ...LINUX, tenancy: "Host", usage: "HostBoxUsage", factor: 0 },
  { ...LINUX, capacitystatus: "UnusedCapacityReservation", usage: "UnusedBox" },
  { ...LINUX, capacitystatus: "AllocatedCapacityReservation", usage: "Reservation", factor: 0 },
];

export function ec2Products(): readonly Product[] {
  return PLACES.flatMap((place) => [
    ...Object.entries(HOURLY).flatMap(([type, usd]) => VARIANTS.map((variant) => instance(place, type, usd, variant, "Yes"))),
    ...Object.entries(PREVIOUS_GENERATION).map(([type, usd]) => instance(place, type, usd, LINUX, "No")),
    ...Object.entries(GB_MONTH).map(([volume, usd]) => storage(place, volume, usd)),
    ...Object.entries(IO2_IOPS_MONTH).map(([usage, usd]) => iops(place, usage, usd)),
  ]);
}

function instance(place: Place, instanceType: string, usd: number, variant: Variant, currentGeneration: string): Product {
  const { usage, factor, ...attributes } = variant;
  const price = usd * factor * place.factor;
  return {
    serviceCode: "AmazonEC2",
    productFamily: "Compute Instance",
    attributes: {
      ...placed(place),
      ...attributes,
      servicecode: "AmazonEC2",
      instanceType,
      currentGeneration,
      licenseModel: "No License required",
      marketoption: "OnDemand",
      usagetype: `${place.prefix}${usage}:${instanceType}`,
    },
    unit: "Hrs",
    steps: flat(price),
    description: `$${price} per ${variant.tenancy} ${variant.operatingSystem} ${instanceType} Instance Hour`,
    reserved: variant === LINUX,
  };
}

const storage = (place: Place, volumeApiName: string, usd: number): Product => ({
  serviceCode: "AmazonEC2",
  productFamily: "Storage",
  attributes: {
    ...placed(place),
    servicecode: "AmazonEC2",
    volumeApiName,
    usagetype: `${place.prefix}EBS:VolumeUsage.${volumeApiName}`,
  },
  unit: "GB-Mo",
  steps: flat(usd * place.factor),
  description: `$${usd * place.factor} per GB-month of ${volumeApiName} storage`,
});

const iops = (place: Place, usage: string, usd: number): Product => ({
  serviceCode: "AmazonEC2",
  productFamily: "System Operation",
  attributes: {
    ...placed(place),
    servicecode: "AmazonEC2",
    volumeApiName: "io2",
    group: "EBS IOPS",
    usagetype: `${place.prefix}${usage}`,
  },
  unit: "IOPS-Mo",
  steps: flat(usd * place.factor),
  description: `$${usd * place.factor} per IOPS-month provisioned`,
});
