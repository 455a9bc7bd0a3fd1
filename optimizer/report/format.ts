import type { Cost, Delta } from "../plan/recommendation";

/** Dollars of a month, or that there are none. */
export const monthly = (cost: Cost): string => (cost.priced ? usd(cost.monthlyUsd) : "unpriced");

/** `$12,345.67` */
export const usd = (amount: number): string => `$${amount.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;

export const probability = (risk: number | null): string => (risk === null ? "not known" : `${(risk * 100).toFixed(2)} %`);

const plain = (value: Delta["from"]): string => (typeof value === "string" ? value : JSON.stringify(value));

/** `min_size 15 -> 9`, without the component's name before it. */
export const turned = (component: string, { variable, from, to }: Delta): string =>
  `${variable.slice(component.length + 1)} ${plain(from)} -> ${plain(to)}`;

/** Breaks a text at spaces so that every line fits, with the same indent before each. */
export function wrapped(text: string, indent: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, indent + line];
}

/** A terminal that is none, or an old one, gets nothing but ASCII. */
export const ascii = (text: string): string =>
  text.replaceAll("≥", ">=").replaceAll("≤", "<=").replaceAll("×", "x").replaceAll("→", "->").replaceAll("–", "-").replaceAll("…", "...");
