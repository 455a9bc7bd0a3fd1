import { canonicalJson, type Receipt, type Values } from "../../../contract";
import { sha256 } from "../../../optimizer/overrides";
import type { Delta } from "../../../optimizer/plan/recommendation";
import { type Agreed, checkPlan, parsePlan } from "../../../optimizer/rollout";
import { smallContract } from "../small-contract";

export type Tree = Readonly<Record<string, unknown>>;

/** One entry of `resource_changes`. */
export interface ChangeJson {
  readonly address: string;
  /** @default ["update"] */
  readonly actions?: readonly string[];
  readonly before?: Tree | null;
  readonly after?: Tree | null;
  readonly unknown?: Tree;
  readonly beforeSensitive?: Tree;
  readonly afterSensitive?: Tree;
}

/** One resource of the configuration. */
export interface ResourceJson {
  readonly address: string;
  readonly expressions?: Tree;
  readonly count_expression?: unknown;
  readonly for_each_expression?: unknown;
  readonly depends_on?: readonly string[];
  readonly provider_config_key?: string;
}

export interface PlanJson {
  readonly changes?: readonly ChangeJson[];
  readonly resources?: readonly ResourceJson[];
  /** Values by name. */
  readonly variables?: Tree;
  readonly drift?: readonly ChangeJson[];
  /** Laid over `configuration.root_module`. */
  readonly root?: Tree;
  readonly providers?: Tree;
  /** Laid over the plan. */
  readonly more?: Tree;
}

/** As Terraform lists them: `refs("aws_x.y.arn")` has `aws_x.y` after it. */
export const refs = (...names: readonly string[]) => ({
  references: names.flatMap((name) => {
    const parts = name.split(".");
    const isValue = ["var", "local", "each", "count"].includes(parts[0] ?? "");
    const whole = parts[0] === "data" ? 3 : 2;
    return isValue || parts.length <= whole ? [name] : [name, parts.slice(0, whole).join(".")];
  }),
});

export const constant = (value: unknown) => ({ constant_value: value });

const changeJson = ({ address, actions = ["update"], before = null, after = null, ...marks }: ChangeJson) => ({
  address,
  mode: address.startsWith("data.") ? "data" : "managed",
  type: address.replace(/^(module\.[^.]+\.)+/, "").split(".")[0],
  change: {
    actions,
    before,
    after,
    after_unknown: marks.unknown ?? {},
    before_sensitive: marks.beforeSensitive ?? {},
    after_sensitive: marks.afterSensitive ?? {},
  },
});

/** The JSON of a plan, in what the check reads of it. */
export const planJson = ({ changes = [], resources = [], variables = {}, drift = [], root = {}, providers = {}, more = {} }: PlanJson) =>
  parsePlan(
    JSON.stringify({
      format_version: "1.2",
      variables: Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, { value }])),
      resource_changes: changes.map(changeJson),
      resource_drift: drift.map(changeJson),
      configuration: { provider_config: providers, root_module: { resources, ...root } },
      ...more,
    }),
    "plan.json",
  );

/** What {@link agreed} turns. */
export const TURNED: Values = { web_min_size: 6, orders_billing_mode: "PAY_PER_REQUEST" };
const deltas: readonly Delta[] = [
  { variable: "web_min_size", from: 15, to: 6 },
  { variable: "orders_billing_mode", from: "PROVISIONED", to: "PAY_PER_REQUEST" },
];
const override = canonicalJson(TURNED);

export const receipt: Receipt = {
  version: 1,
  deployment: "trading",
  source: "aws",
  snapshot: { hash: "abc", startEpoch: 0, endEpoch: 1 },
  model: "1",
  overrideSha256: sha256(override),
  phase: 1,
  recommendations: [],
  defaults: {},
};

/** A step that turns the least size of the group `web` and the billing mode of the table `orders`. */
export const agreed: Agreed = { contract: smallContract(), deltas, values: TURNED, overrideBytes: override, receipt, loopback: false };

export const checked = (plan: PlanJson, more: Partial<Agreed> = {}) =>
  checkPlan(planJson({ variables: TURNED, ...plan }), { ...agreed, ...more });

export const problemsOf = (plan: PlanJson, more: Partial<Agreed> = {}): readonly string[] => checked(plan, more).problems;
