import { gp3Volumes } from "../../../../optimizer/rules/gp3-volumes";
import { groupSize } from "../../../../optimizer/rules/group-size";
import { saasPolicy } from "../../../../stacks/saas/policy";
import { tradingPolicy } from "../../../../stacks/trading/policy";
import { boundariesOf } from "../../../support/boundaries";
import { evidence } from "../../../support/evidence";
import { type Measures, tradingOnly } from "../../../support/snapshot";
import { QUIET } from "../../../support/trading-load";

const asked = (measures: Measures[string]) =>
  evidence("order_service", {
    measures: { order_service: { ...QUIET.order_service, ...measures } },
    components: tradingOnly("order_service"),
    days: 2,
    minuteDays: 1,
  });
const parameters = saasPolicy.rules["group-size"];
const shrinks = (measures: Measures[string]) => (): boolean => groupSize.declines(asked(measures), parameters) === undefined;
/** Bytes a second that are a share of a c6i.8xlarge's 12.5 Gbit/s. */
const share = (fraction: number): number => (fraction * 12.5e9) / 8;
const offers = (min: number, max: number) => (): boolean =>
  groupSize.propose(asked({}), parameters).some(({ to }) => to.min_size === min && to.max_size === max);

/** Whether what comes with every gp3 volume, 3,000 IOPS, carries so many. */
const included = (operations: number) => (): boolean =>
  gp3Volumes
    .propose(asked({ ebs_read_ops: operations, ebs_write_ops: 0 }), tradingPolicy.rules["gp3-volumes"])
    .some(({ to }) => to.volume_iops === 3_000);

export const group = [
  ...boundariesOf("gp3-volumes", { peakShareAtMost: [0.6, included(1_800), included(1_801)] }),
  ...boundariesOf("group-size", {
    cpuP95Below: [0.4, shrinks({ cpu: 0.399 }), shrinks({ cpu: 0.4 })],
    networkShareBelow: [0.3, shrinks({ network_in: share(0.299) }), shrinks({ network_in: share(0.3) })],
    // The next number that three zones share evenly.
    maxPerMin: [2.5, offers(6, 15), offers(6, 18)],
  }),
];
