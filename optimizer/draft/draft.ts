import { InputError, type Kind } from "../../contract";
import { commentedYaml, type Remark } from "./commented-yaml";
import { draftComponents } from "./components";
import type { DraftedComponent, DraftedTunable } from "./drafted";
import { KIND_DRAFTS } from "./kinds";
import { type Part, policyPart } from "./policy";
import { type RootModule, readRootModule } from "./root-module";

export interface DraftRequest {
  /** `terraform show -json` of a plan. */
  readonly plan: string;
  /** Names the plan in errors. */
  readonly origin: string;
  readonly deployment: string;
}

export interface Question {
  /** Of the contract. */
  readonly path: string;
  readonly question: string;
}

export interface Draft {
  /** YAML, with a comment at what no variable turns and why, and at what a person has to decide. */
  readonly text: string;
  readonly components: readonly {
    readonly component: string;
    readonly kind: Kind;
    readonly address: string;
    /** Those that turn its sizes. */
    readonly variables: readonly string[];
  }[];
  /** What only a person can say; each stands in the text after `DECIDE`. */
  readonly decide: readonly Question[];
  /** Resources that are components of kinds which a draft does not read. */
  readonly leftOut: readonly string[];
}

const HEAD = ` Contract and policy of a Terraform root module, drafted by trimtab init from its plan.
 DECIDE marks what only you can say. All keys: trimtab schema contract`;

/**
 * Drafts contract and policy of a root module from its plan.
 * @throws InputError for what is no plan, and for one without anything that could be sized
 */
export function draftContract({ plan, origin, deployment }: DraftRequest): Draft {
  const root = readRootModule(plan, origin);
  const { components, leftOut } = draftComponents(root);
  if (Object.keys(components).length === 0) {
    throw new InputError(`${origin} plans nothing that Trimtab could size`, {
      problems: leftOut,
      hint: `A draft reads ${KIND_DRAFTS.map(({ types: [type] }) => type).join(", ")}.`,
    });
  }
  const parts = [
    placePart(root, deployment),
    componentsPart(components),
    inventoryPart(components, root),
    under("policy", policyPart(components)),
  ];
  const decide = parts.flatMap((part) => part.decide);
  const remarks = parts.flatMap((part) => part.remarks);
  const content = Object.assign({}, ...parts.map((part) => part.content));
  return {
    text: commentedYaml(HEAD, content, [...remarks, ...decide.map(({ path, text }) => ({ path, text: `DECIDE: ${text}` }))]),
    components: Object.entries(components).map(([component, { kind, address, tunables }]) => ({
      component,
      kind,
      address,
      variables: Object.values(tunables).flatMap((each) => (each.type === "turned" ? [each.variable] : [])),
    })),
    decide: decide.map(({ path, text }) => ({ path: path.join("."), question: text })),
    leftOut,
  };
}

const under = (key: string, { content, remarks, decide }: Part): Part => {
  const below = (all: readonly Remark[]): readonly Remark[] => all.map(({ path, text }) => ({ path: [key, ...path], text }));
  return { content: { [key]: content }, remarks: below(remarks), decide: below(decide) };
};

const ARN = /^arn:[^:]+:[^:]*:([a-z0-9-]+):(\d{12}):/;

const placeIn = (arn: unknown): { readonly region: string; readonly account: string } | undefined => {
  const [, region, account] = (typeof arn === "string" ? ARN.exec(arn) : null) ?? [];
  return region === undefined || account === undefined ? undefined : { region, account };
};

/** Account and regions stand in the ARNs of what is applied. */
function placePart(root: RootModule, deployment: string): Part {
  const places = root.resources.flatMap(({ values }) => placeIn(values.arn) ?? []);
  const regions = [...new Set(places.map(({ region }) => region))];
  const [account] = places.map((place) => place.account);
  const isKnown = account !== undefined && regions.length > 0;
  return {
    content: { deployment, account: account ?? null, regions: isKnown ? regions : null },
    remarks: [],
    decide: isKnown
      ? []
      : [
          { path: ["account"], text: "twelve digits; nothing is applied yet that would tell" },
          { path: ["regions"], text: "a list, the primary first; nothing is applied yet that would tell" },
        ],
  };
}

type Components = Readonly<Record<string, DraftedComponent>>;

function componentsPart(components: Components): Part {
  const all = Object.entries(components).flatMap(([component, { tunables }]) =>
    Object.entries(tunables).map(([tunable, drafted]) => ({ path: ["components", component, "tunables", tunable], drafted })),
  );
  return {
    content: {
      components: Object.fromEntries(
        Object.entries(components).map(([name, { kind, description, availabilityZones, tunables }]) => [
          name,
          {
            kind,
            description,
            ...(availabilityZones === undefined ? {} : { availabilityZones }),
            tunables: Object.fromEntries(Object.entries(tunables).map(([tunable, drafted]) => [tunable, writtenOf(drafted)])),
          },
        ]),
      ),
    },
    remarks: [
      ...Object.entries(components).map(([name, { address }]) => ({ path: ["components", name], text: address })),
      ...all.flatMap(({ path, drafted }) =>
        drafted.type === "fixed" && drafted.why !== "" ? [{ path, text: `not turned: ${drafted.why}` }] : [],
      ),
    ],
    decide: all.flatMap(({ path, drafted }) => (drafted.type === "open" ? [{ path, text: drafted.question }] : [])),
  };
}

function writtenOf(drafted: DraftedTunable): unknown {
  switch (drafted.type) {
    case "turned":
      return drafted.definition;
    case "fixed":
      return drafted.value;
    case "open":
      return null;
  }
}

function inventoryPart(components: Components, root: RootModule): Part {
  const regionOf = new Map(root.resources.map(({ address, values }) => [address, placeIn(values.arn)?.region]));
  return {
    content: {
      inventory: Object.fromEntries(
        Object.entries(components).map(([name, { address, resources }]) => [name, { region: regionOf.get(address) ?? null, resources }]),
      ),
    },
    remarks: [],
    decide: Object.entries(components).flatMap(([name, { unknown }]) =>
      unknown === undefined ? [] : [{ path: ["inventory", name], text: `${unknown}: apply, then draft again` }],
    ),
  };
}
