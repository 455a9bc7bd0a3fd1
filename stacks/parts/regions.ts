import { z } from "zod";
import { regionName, vpcRange } from "../../contract";
import { overlap, rangeAfter } from "../../modules/network/ranges";
import type { Deployment } from "../foundation";
import { NOTHING_TWICE } from "./settings";

/** Settings of stacks that stand in several regions. */
export const regionSettings = {
  /** Ranges of the secondary regions' networks. @default those that follow `vpcCidr`, in the order of `regions` */
  secondaryCidrs: z.record(regionName, vpcRange).readonly().default({}),
  /** Letters of a region's Availability Zones, where they are not a, b and c. */
  zones: z
    .record(
      regionName,
      z
        .array(z.string().regex(/^[a-f]$/, "a letter"))
        .min(2)
        .max(4)
        .refine(...NOTHING_TWICE)
        .readonly(),
    )
    .readonly()
    .default({}),
  /** Former secondary regions: the next apply destroys what stands there, for which their providers are needed. */
  leavingRegions: z
    .array(regionName)
    .refine(...NOTHING_TWICE)
    .readonly()
    .default([]),
};

/** A region beside the primary. */
export interface SecondaryRegion {
  readonly region: string;
  /** IPv4 range of its network. */
  readonly cidr: string;
  /** Letters of its Availability Zones. @default the stack's */
  readonly zones?: readonly string[];
}

type Regional = Pick<Deployment, "regions" | "vpcCidr">;

/** {@link regionSettings}, read. */
export interface RegionSettings {
  readonly secondaryCidrs: Readonly<Record<string, string>>;
  readonly zones: Readonly<Record<string, readonly string[]>>;
  readonly leavingRegions: readonly string[];
}

export interface SettingProblem {
  readonly path: readonly string[];
  readonly message: string;
}

/** All regions of the deployment but its first, each with a range of its own behind the primary's. */
export const secondariesOf = ({ regions, vpcCidr }: Regional, { secondaryCidrs, zones }: RegionSettings): readonly SecondaryRegion[] =>
  regions.slice(1).flatMap((region, index) => {
    const cidr = secondaryCidrs[region] ?? rangeAfter(vpcCidr, index + 1);
    const letters = zones[region];
    return cidr === undefined ? [] : [{ region, cidr, ...(letters === undefined ? {} : { zones: letters }) }];
  });

/** What is wrong with the regions and their ranges; all of it. */
export function regionProblems(deployment: Regional, settings: RegionSettings): readonly SettingProblem[] {
  const { regions, vpcCidr } = deployment;
  const placed = secondariesOf(deployment, settings);
  const twice = regions.filter((region, index) => regions.indexOf(region) !== index);
  const without = regions.slice(1).filter((region) => !placed.some((place) => place.region === region));
  const unknown = (setting: "secondaryCidrs" | "zones", known: readonly string[]) =>
    Object.keys(settings[setting])
      .filter((region) => !known.includes(region))
      .map((region) => ({
        path: [setting, region],
        message: `is none of ${known.join(", ") || "the secondary regions, of which there are none"}`,
      }));
  const ranges = [{ region: regions[0] ?? "", cidr: vpcCidr }, ...placed];
  return [
    ...twice.map((region) => ({ path: ["regions"], message: `the deployment's regions name ${region} twice` })),
    ...unknown("secondaryCidrs", regions.slice(1)),
    ...unknown("zones", regions),
    ...without.map((region) => ({
      path: ["secondaryCidrs", region],
      message: `name a range: none of the private ones (RFC 1918) follows ${vpcCidr} there`,
    })),
    ...ranges.flatMap(({ region, cidr }, index) =>
      ranges
        .slice(0, index)
        .filter((other) => overlap(cidr, other.cidr))
        .map((other) => ({ path: ["secondaryCidrs", region], message: `${cidr} overlaps with ${other.cidr} of ${other.region}` })),
    ),
    ...settings.leavingRegions
      .filter((region) => regions.includes(region))
      .map((region) => ({ path: ["leavingRegions"], message: `${region} is one of the deployment's regions: take it out there first` })),
  ];
}
