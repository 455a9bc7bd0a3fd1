import { isDeepStrictEqual } from "node:util";
import { z } from "zod";

const values = z.record(z.string(), z.unknown());
const planSchema = z.looseObject({
  variables: z.record(z.string(), z.looseObject({ value: z.unknown().optional() })).default({}),
  resource_changes: z
    .array(
      z.looseObject({
        address: z.string(),
        mode: z.enum(["managed", "data"]),
        type: z.string(),
        change: z.looseObject({
          actions: z.array(z.string()),
          before: values.nullable(),
          after: values.nullish(),
        }),
      }),
    )
    .default([]),
  output_changes: z.record(z.string(), z.looseObject({ after: z.unknown().optional() })).default({}),
});

export interface Change {
  readonly address: string;
  readonly type: string;
  /** `["update"]`, `["create"]`, `["delete", "create"]` for a replacement, as Terraform says. */
  readonly actions: readonly string[];
  readonly before: Readonly<Record<string, unknown>>;
  /** Without what is known only after apply. */
  readonly after: Readonly<Record<string, unknown>>;
}

/** One argument that differs. */
export interface Difference {
  readonly address: string;
  readonly attribute: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** A plan as `terraform show -json` prints it, ready to be asked by address. */
export class Plan {
  private constructor(
    /** Managed resources, those without a change among them. */
    readonly resources: readonly Change[],
    readonly variables: Readonly<Record<string, unknown>>,
    readonly outputs: Readonly<Record<string, unknown>>,
  ) {}

  static parse(json: string): Plan {
    const plan = planSchema.parse(JSON.parse(json));
    const resources = plan.resource_changes
      .filter(({ mode }) => mode === "managed")
      .map(({ address, type, change }) => ({
        address,
        type,
        actions: change.actions,
        before: change.before ?? {},
        after: change.after ?? {},
      }));
    const inner = <T>(of: Record<string, T>, pick: (item: T) => unknown) =>
      Object.fromEntries(Object.entries(of).map(([name, item]) => [name, pick(item)]));
    return new Plan(
      resources,
      inner(plan.variables, (v) => v.value),
      inner(plan.output_changes, (o) => o.after),
    );
  }

  /** What is to be created, changed or destroyed. */
  get changes(): readonly Change[] {
    return this.resources.filter(({ actions }) => !isDeepStrictEqual(actions, ["no-op"]));
  }

  /** Addresses of what would be destroyed, replacements among them. */
  get destroyed(): readonly string[] {
    return this.resources.filter(({ actions }) => actions.includes("delete")).map(({ address }) => address);
  }

  /** Addresses of what would be destroyed and made anew. */
  get replaced(): readonly string[] {
    return this.resources.filter(({ actions }) => actions.includes("delete") && actions.includes("create")).map(({ address }) => address);
  }

  /** Planned values of one resource. */
  at(address: string): Readonly<Record<string, unknown>> {
    const found = this.resources.find((resource) => resource.address === address);
    if (found !== undefined) return found.after;
    const type = address.split(".")[0];
    const near = this.resources.filter((resource) => resource.type === type).map((resource) => resource.address);
    throw new Error(`${address} is not in the plan; of its type are: ${near.join(", ") || "none"}`);
  }

  /** Planned values of all resources of a type, by address. */
  ofType(type: string): ReadonlyMap<string, Readonly<Record<string, unknown>>> {
    return new Map(this.resources.filter((r) => r.type === type).map((r) => [r.address, r.after]));
  }

  countByType(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { type } of this.resources) counts[type] = (counts[type] ?? 0) + 1;
    return counts;
  }

  /** The arguments that an update changes, of all resources. */
  differences(): readonly Difference[] {
    return this.changes.flatMap(({ address, before, after }) => differing(address, before, after));
  }

  /** What another plan from the same state would set otherwise: the effect of its variables. */
  comparedWith(other: Plan): readonly Difference[] {
    const addresses = new Set([...this.resources, ...other.resources].map(({ address }) => address));
    const of = (plan: Plan, address: string) => plan.resources.find((r) => r.address === address)?.after ?? {};
    return [...addresses].flatMap((address) => differing(address, of(this, address), of(other, address)));
  }
}

function differing(address: string, from: Readonly<Record<string, unknown>>, to: Readonly<Record<string, unknown>>): Difference[] {
  return [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .filter((attribute) => !isDeepStrictEqual(from[attribute], to[attribute]))
    .map((attribute) => ({ address, attribute, from: from[attribute], to: to[attribute] }));
}
