import { closest, InputError, whatIfLine } from "../../contract";
import { usd } from "../money";
import type { Recommendations } from "../plan/recommendation";
import { changesText, measurements, monthly, type Page, shortened, wrapped } from "./format";

/** Components that something was decided of, sorted. */
export const componentsOf = ({ recommendations, unchanged }: Pick<Recommendations, "recommendations" | "unchanged">): readonly string[] =>
  [...new Set([...recommendations, ...unchanged].map(({ component }) => component))].sort();

/** What was decided of each component, in a line: what is turned first, in the order of the phases. */
export function componentsText({ deployment, snapshot, whatIf, recommendations, unchanged }: Recommendations, page: Page): string {
  const turning = recommendations.map((each) => ({
    name: each.component,
    text: `phase ${each.phase.number}: ${monthly(each.before)} → ${monthly(each.after)} a month, ${changesText(each.component, each)}`,
  }));
  const staying = unchanged.map(({ component, reason, monthlyUsd }) => ({
    name: component,
    text: `stays${monthlyUsd === undefined ? "" : ` at ${usd(monthlyUsd)} a month`}: ${reason.replace(/^no change: /, "")}`,
  }));
  const all = [...turning, ...staying];
  const width = Math.max(0, ...all.map(({ name }) => name.length));
  const indent = " ".repeat("  ".length + width + "  ".length);
  return [
    ...(whatIf === undefined ? [] : wrapped(whatIfLine(whatIf), "", page.width)),
    ...wrapped(measurements(snapshot), "", page.width),
    ...all.flatMap(({ name, text }) => {
      const [first = "", ...rest] = shortened(text, indent, page, "");
      return [`  ${name.padEnd(width)}  ${first.slice(indent.length)}`, ...rest];
    }),
    all.length === 0 ? `${deployment} has no component.` : `All of one: trimtab explain ${deployment} COMPONENT`,
  ].join("\n");
}

/** One that nobody knows, with those that may be meant and all that there are. */
export function unknownComponent(all: Recommendations, component: string): InputError {
  const known = componentsOf(all);
  const parts = known.filter((name) => component !== "" && (name.includes(component) || component.includes(name)));
  const meant = [...new Set([closest(component, known) ?? [], ...parts].flat())];
  return new InputError(`${all.deployment} has no component ${component}`, {
    hint: `${meant.length === 0 ? "" : `Did you mean ${meant.join(" or ")}? `}Its components are ${known.join(", ")}.`,
  });
}
