import type { Construct } from "constructs";
import { between, matches, oneOf, type Problem, prop, validateAllProps } from "../validation";
import { ENGINES } from "./engine";
import type { AuroraClusterProps } from "./props";

/** `-failover-reader` has to fit into the 63 characters of an instance identifier. */
const NAME = /^(?!.*--)[a-z][a-z0-9-]{0,45}[a-z0-9]$/;
const DB_CLASS = /^db\.[a-z0-9]+\.[a-z0-9]+$/;
const DAYS_PER_MONTH = 31;

const isInsightsRetention = (days: number): boolean =>
  days === 7 || days === 731 || (days > 0 && days % DAYS_PER_MONTH === 0 && days <= 23 * DAYS_PER_MONTH);

const sizes = (props: AuroraClusterProps): readonly Problem[] => [
  ...(["writerClass", "failoverReaderClass", "readerClass"] as const).map((name) =>
    prop(name, props[name], matches(DB_CLASS), "an instance class such as db.r6g.large"),
  ),
  prop("readers", props.readers, between(1, 15), "1 to 15: without a reader nothing takes over"),
  prop("backupRetentionDays", props.backupRetentionDays, between(1, 35), "1 to 35 days"),
  prop("storageType", props.storageType, oneOf("", "aurora-iopt1"), '"" (standard) or "aurora-iopt1"'),
];

const network = (props: AuroraClusterProps): readonly Problem[] => [
  prop("subnetIds", props.subnetIds, (ids) => ids.length >= 2, "subnets in two or more Availability Zones"),
  prop(
    "availabilityZones",
    props.availabilityZones,
    (zones) => zones.length >= 2 && new Set(zones).size === zones.length,
    "two or more different zones",
  ),
  prop("clients", props.clients, (clients) => Object.values(clients).every((group) => group !== ""), "security group ids by name"),
];

/** @throws InputError with every problem of the cluster's props */
export function validate(scope: Construct, id: string, props: AuroraClusterProps): void {
  const profile = ENGINES[props.engine];
  validateAllProps(scope, id, [
    prop("name", props.name, matches(NAME), "2 to 47 lower case letters, digits and single dashes, a letter first"),
    prop(
      "engineVersion",
      props.engineVersion,
      matches(profile.versions),
      `a version of ${profile.engine} such as ${profile.defaultVersion}`,
    ),
    prop("databaseName", props.databaseName, matches(/^[A-Za-z][A-Za-z0-9_]{0,62}$/), "letters, digits and underscores, a letter first"),
    ...network(props),
    ...sizes(props),
    prop("logRetentionDays", props.logRetentionDays, between(1, 3653), "1 day or more"),
    prop("slowQueryMilliseconds", props.slowQueryMilliseconds, between(0, 2 ** 31 - 1), "0 or more milliseconds"),
    prop("monitoringIntervalSeconds", props.monitoringIntervalSeconds, oneOf(1, 5, 10, 15, 30, 60), "1, 5, 10, 15, 30 or 60 seconds"),
    prop(
      "performanceInsightsRetentionDays",
      props.performanceInsightsRetentionDays,
      isInsightsRetention,
      "7, 731 or a multiple of 31 up to 713 days",
    ),
    prop("backupWindow", props.backupWindow, matches(/^\d\d:\d\d-\d\d:\d\d$/), "hh:mm-hh:mm in UTC"),
    prop("maintenanceWindow", props.maintenanceWindow, matches(/^[a-z]{3}:\d\d:\d\d-[a-z]{3}:\d\d:\d\d$/), "ddd:hh:mm-ddd:hh:mm in UTC"),
  ]);
}
