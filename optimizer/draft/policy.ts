import type { Kind } from "../../contract";
import type { Remark } from "./commented-yaml";
import type { DraftedComponent } from "./drafted";
import { usualOptIns, usualRules } from "./usual-rules";

type Components = Readonly<Record<string, DraftedComponent>>;

/** Part of a contract's file: what is known, and remarks at its keys. */
export interface Part {
  readonly content: Readonly<Record<string, unknown>>;
  readonly remarks: readonly Remark[];
  /** Remarks that only a person can settle. */
  readonly decide: readonly Remark[];
}

const LOOK_BACK_DAYS = 60;

/** What it takes to be watched, to be judged and to be turned; the figures are those of the stacks that this repository ships. */
export function policyPart(components: Components): Part {
  const objective = objectiveOf(components);
  return {
    content: {
      lookBackDays: LOOK_BACK_DAYS,
      timeZone: "UTC",
      calendar: { workingDays: [1, 2, 3, 4, 5, 6, 7], holidays: [], open: "00:00", close: "23:59" },
      slos: objective === undefined ? null : [objective],
      scaleUpTriggers: [],
      rules: { ...usualRules(new Set(Object.values(components).map(({ kind }) => kind))), ...usualOptIns(turnedIn(components)) },
      phases: phasesOf(components),
      observation: {
        windowHours: 24,
        soakMinutes: 30,
        mustHoldOpenAndClose: false,
        triggers: [],
        relativeTriggers: [],
        minPointsShare: 0.5,
      },
    },
    remarks: [
      {
        path: ["rules"],
        text: "A rule that is not named does not run. What is left out below (guards, maxRisk, coolDownDays, …) is as usual.",
      },
    ],
    decide: [
      { path: ["timeZone"], text: "by whose clock do your users work? An IANA name such as Europe/Berlin" },
      { path: ["calendar"], text: "on which days, and from when to when, is the load that counts? Every hour is assumed" },
      objective === undefined
        ? {
            path: ["slos"],
            text: "what must hold for your users? A metric of a component with its limit; [] where nothing is promised: then no latency is guarded",
          }
        : { path: ["slos", 0, "limit"], text: "how many milliseconds may it take?" },
      { path: ["scaleUpTriggers"], text: "what says that capacity is short? Metrics of a component with their limits; none is assumed" },
    ],
  };
}

/** The load balancer's own measurement of what stands behind it: the one latency that needs nobody to publish it. */
function objectiveOf(components: Components): Readonly<Record<string, unknown>> | undefined {
  const [component] = Object.entries(components).find(([, { resources }]) => resources.some(({ scope }) => scope === "target_group")) ?? [];
  return component === undefined
    ? undefined
    : {
        name: "response time p99",
        component,
        metric: "target_response_time",
        statistic: "p99",
        limit: null,
        unit: "milliseconds",
        errorBudget: 0.001,
      };
}

/** What holds no state and is back within minutes goes first. */
const PHASES: readonly { readonly name: string; readonly kinds: readonly Kind[] }[] = [
  { name: "tables, functions and cache", kinds: ["dynamodb-table", "lambda-function", "dax", "redis"] },
  { name: "compute", kinds: ["auto-scaling-group", "inference-endpoint", "training-job"] },
  { name: "database", kinds: ["rds-instance", "aurora-cluster", "aurora-global"] },
];

const turnedIn = (components: Components): ReadonlySet<string> =>
  new Set(Object.values(components).flatMap(({ tunables }) => turnedOf(tunables)));

const turnedOf = (tunables: DraftedComponent["tunables"]): readonly string[] =>
  Object.entries(tunables).flatMap(([tunable, { type }]) => (type === "turned" ? [tunable] : []));

const phasesOf = (components: Components) =>
  PHASES.map(({ name, kinds }) => ({
    name,
    turns: Object.entries(components).flatMap(([component, { kind, tunables }]) => {
      const turned = turnedOf(tunables);
      return kinds.includes(kind) && turned.length > 0 ? [{ component, tunables: turned }] : [];
    }),
  })).filter(({ turns }) => turns.length > 0);
