import type { Difference } from "./differences";

/** Of a value in a message; a policy document would fill the screen. */
const LONGEST = 60;

/** `block_device_mappings[0].ebs[0].iops` */
export const pathText = (path: Difference["path"]): string =>
  path.reduce<string>((text, part) => (typeof part === "number" ? `${text}[${part}]` : text === "" ? part : `${text}.${part}`), "");

/** `10000 → 3000`; secrets stay masked. */
export function turnText({ before, after, unknown, sensitive }: Pick<Difference, "before" | "after" | "unknown" | "sensitive">): string {
  if (sensitive) return "(sensitive) → (sensitive)";
  return `${valueText(before)} → ${unknown ? "(known after apply)" : valueText(after)}`;
}

function valueText(value: unknown): string {
  const text = JSON.stringify(value ?? null);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
