import { z } from "zod";
import { type Evidence, type Settings, textIn } from "../evidence";
import { IO_ITEM, VOLUME_IO, volumeRefs, volumeUse } from "../kinds/aurora-volume";
import { usd } from "../money";
import { proposal } from "../plan/proposal";
import { finding, percent } from "./finding";
import { optIn } from "./opt-in";
import { rule } from "./rule";

const IO_OPTIMIZED = "aurora-iopt1";

/** Dollars of a month by the two ways of paying for I/O, and the I/O's share by the request; undefined where any of it is unknown. */
function compared(e: Evidence, over: Settings) {
  const standard = e.study.cost({ ...over, storage_type: "" });
  const optimized = e.study.cost({ ...over, storage_type: IO_OPTIMIZED });
  if (!standard.priced || !optimized.priced) return undefined;
  const io = standard.lines.find(({ item }) => item === IO_ITEM);
  return io === undefined ? undefined : { standard: standard.monthlyUsd, optimized: optimized.monthlyUsd, ioUsd: io.monthlyUsd };
}

/** I/O within dearer instances and storage instead of by the request, where the requests cost more than both are dearer. */
export const auroraStorage = rule({
  name: "aurora-storage",
  kinds: ["aurora-cluster"],
  parameters: z.strictObject(optIn),
  optedIn: ({ optedIn }) => optedIn,
  declines: (e, _p, over) => {
    if (textIn(e.current, "storage_type") === IO_OPTIMIZED) return "the cluster is I/O-Optimized already";
    const costs = compared(e, over);
    if (costs === undefined || costs.ioUsd > breakEven(costs)) return undefined;
    return `I/O costs ${usd(costs.ioUsd)} a month, ${percent(costs.ioUsd / costs.standard)} of the cluster's bill; I/O-Optimized pays from ${usd(breakEven(costs))} on`;
  },
  propose: (e, _p, over) => {
    if (!e.turns("storage_type")) return [];
    const costs = compared(e, over);
    const reason =
      costs === undefined
        ? "I/O-Optimized has no charge for I/O"
        : `I/O is ${percent(costs.ioUsd / costs.standard)} of the cluster's bill, and I/O-Optimized pays from ${usd(breakEven(costs))} of it on`;
    const { ioPerMonth } = volumeUse(e);
    return [
      proposal(e, {
        rule: "aurora-storage",
        direction: "down",
        to: { ...over, storage_type: IO_OPTIMIZED },
        reason,
        findings: Number.isFinite(ioPerMonth)
          ? [
              finding(
                e,
                volumeRefs(e).filter(({ metric }) => VOLUME_IO.some((io) => io === metric)),
                { metric: "billed reads and writes of the volume", statistic: "mean, for 730 hours", value: ioPerMonth, unit: "count" },
              ),
            ]
          : [],
      }),
    ];
  },
});

/** What I/O has to cost by the request for both ways to cost the same. */
const breakEven = ({ standard, optimized, ioUsd }: { standard: number; optimized: number; ioUsd: number }): number =>
  optimized - (standard - ioUsd);
