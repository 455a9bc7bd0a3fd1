import type { OffHours } from "../../../../contract";
import { isOffHours } from "../../../../optimizer/evidence/off-hours-cron";
import { offHours } from "../../../../optimizer/rules/off-hours";
import { stagingPolicy } from "../../../../stacks/staging/policy";
import { stagingContract } from "../../../../stacks/staging/tunables";
import { boundariesOf } from "../../../support/boundaries";
import { evidence } from "../../../support/evidence";
import { cpuOf, group, hourOf, office, weekdayOf } from "../../../support/office-load";
import type { SnapshotOptions } from "../../../support/snapshot";
import type { Level } from "../../../support/trading-load";

const parameters = stagingPolicy.rules["off-hours"];
const SHORT: Partial<SnapshotOptions> = { days: 28, minuteDays: 1 };
const schedules = (...of: Parameters<typeof group>): readonly OffHours[] => {
  const e = group(...of);
  if (offHours.declines(e, parameters) !== undefined) return [];
  return offHours.propose(e, parameters).flatMap(({ to }) => (isOffHours(to.off_hours) ? [to.off_hours] : []));
};
const stops =
  (...of: Parameters<typeof group>) =>
  (): boolean =>
    schedules(...of).length > 0;

/** Idle at noon of Sundays only, and at other times off duty as busy as given, in parts of the usual peak's processor time above idling. */
const working = (share: number): Level => {
  const batch = cpuOf(0.02 + 0.28 * share);
  return (point) => (weekdayOf(point.epoch) === 7 && hourOf(point.epoch) < 12 ? 0.02 : batch(point));
};
const stopsAllWeek = (share: number) => (): boolean =>
  schedules(office(0), SHORT, { cpu: working(share) }).some(({ stop }) => stop.includes("MON-FRI"));

/** Idle for so many hours of each night, from eight in the evening on. */
const nightOf =
  (hours: number): Level =>
  ({ epoch }) =>
    (hourOf(epoch) + 4) % 24 < hours ? 0 : 100;
/** An hour at both ends is the margin's. */
const idleNight = (hours: number) => stops(nightOf(hours), SHORT, { cpu: 0.02 });
const stopsAt = (stop: string) => (): boolean => schedules(office(0), SHORT).some((schedule) => schedule.stop === stop);

const unheld = (connections: number) => (): boolean => {
  const database = evidence("database", {
    measures: { database: { cpu: cpuOf(0.02), connections: (point) => (office(0)(point) === 100 ? 140 : connections) } },
    components: { database: stagingContract.components.database },
    values: { database_read_replicas: 0 },
    policy: stagingPolicy,
    ...SHORT,
  });
  return offHours.declines(database, parameters) === undefined;
};

export const nights = boundariesOf("off-hours", {
  idleShareOfPeakBelow: [0.05, stops(office(4.999), SHORT), stops(office(5), SHORT)],
  ownWorkShareOfPeakBelow: [0.2, stopsAllWeek(0.1999), stopsAllWeek(0.2001)],
  connectionsBelow: [1, unheld(0), unheld(1)],
  weeksAtLeast: [4, stops(office(0), SHORT), stops(office(0), { ...SHORT, days: 21 })],
  hoursAtLeast: [4, idleNight(6), idleNight(5)],
  marginHours: [1, stopsAt("0 20 * * MON-FRI"), stopsAt("0 19 * * MON-FRI")],
});
