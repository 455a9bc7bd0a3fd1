import type { Assessment, Recommendations } from "../plan/recommendation";
import { escaped, type Page, shortened, wrapped } from "./format";

const WORDS: Readonly<Record<Assessment["verdict"], string>> = { yes: "possible", no: "not possible", unknown: "not known" };

const answer = ({ question, verdict, reason }: Assessment): string => `${question}: ${WORDS[verdict]}: ${reason}`;

/** One line for each answer. */
export const assessmentsText = ({ assessments = [], deployment }: Recommendations, page: Page): readonly string[] =>
  assessments.length === 0
    ? []
    : [
        `Asked beside (all of why: trimtab explain ${deployment} COMPONENT):`,
        ...assessments.flatMap((each) => shortened(answer(each), "  ", page)),
      ];

const mark = (pass: boolean | null): string => (pass === null ? "??" : pass ? "ok" : "NO");

/** An answer with what speaks for and against it: in a screenful by name alone. */
export function assessmentLines(each: Assessment, page: Page & { readonly detail: boolean }): readonly string[] {
  const { width, detail } = page;
  if (!detail)
    return [
      ...shortened(answer(each), "  ", page),
      ...shortened(each.checks.map(({ check, pass }) => `${mark(pass)} ${check}`).join(", "), "    ", page),
    ];
  return [
    ...wrapped(`${answer(each)} (${each.rule})`, "  ", width, "  "),
    ...each.checks.flatMap(({ check, pass, reason }) => wrapped(`${mark(pass)}  ${check}: ${reason}`, "    ", width, "    ")),
    ...each.next.flatMap((step) => wrapped(`- ${step}`, "    ", width, "  ")),
  ];
}

/** The same for a pull request. */
export const assessmentsMarkdown = ({ assessments = [] }: Recommendations): readonly string[] =>
  assessments.length === 0
    ? []
    : [
        "",
        "## Asked beside",
        ...assessments.flatMap((each) => [
          "",
          `**${escaped(each.question)}: ${WORDS[each.verdict]}.** ${escaped(each.reason)}`,
          "",
          ...each.checks.map(({ check, pass, reason }) => `- ${mark(pass)} ${escaped(check)}: ${escaped(reason)}`),
          ...each.next.map((step) => `- next: ${escaped(step)}`),
        ]),
      ];
