import { usd } from "../money";
import type { Recommendation, Recommendations } from "../plan/recommendation";

/** What the payer's commitments leave of all savings; nothing where nobody asked or nothing is recommended. */
export function netLine({ totals: { savings }, recommendations }: Recommendations): readonly string[] {
  if (savings === undefined || recommendations.length === 0) return [];
  const { strandedMonthlyUsd: stranded, netMonthlyUsd: net, unknown } = savings;
  if (stranded === null || net === null)
    return [`Commitments are not known, so nothing is taken off for them: ${unknown ?? "no reason was given"}.`];
  return stranded === 0
    ? ["No commitment of the payer's is stranded."]
    : [`Commitments stranded: ${usd(stranded)} a month; net ${usd(net)} less.`];
}

/** The same of one recommendation, with the commitments and what is paid once. */
export function savingLines({ saving }: Recommendation): readonly string[] {
  if (saving === undefined) return [];
  const { grossMonthlyUsd, netMonthlyUsd, stranded, oneOff } = saving;
  return [
    ...stranded.map(
      ({ commitment, monthlyUsd, totalUsd, untilEpoch }) =>
        `Stranded: ${commitment}, ${usd(monthlyUsd)} a month until ${day(untilEpoch)}, ${usd(totalUsd)} in all`,
    ),
    ...(stranded.length === 0 || netMonthlyUsd === null ? [] : [`Net saving: ${usd(netMonthlyUsd)} of ${usd(grossMonthlyUsd)} a month`]),
    ...oneOff.map(({ what, usd: amount }) => `Paid once: ${what}, ${usd(amount)}`),
  ];
}

const day = (epoch: number): string => new Date(epoch * 1000).toISOString().slice(0, 10);
