import type { ConfiguredResource, Module, ModuleCall, Plan } from "./plan";
import { partsOfAddress } from "./references";

/** A module with the call that made it; the root has none. */
export interface Scope {
  readonly module: Module;
  readonly parent?: { readonly scope: Scope; readonly call: ModuleCall };
  /** `module.m.` and so on; empty for the root. */
  readonly prefix: string;
}

export const rootScope = ({ configuration }: Plan): Scope => ({ module: configuration.root_module, prefix: "" });

export function scopeOfCall(scope: Scope, name: string): Scope | undefined {
  const call = scope.module.module_calls[name];
  return call === undefined ? undefined : { module: call.module, parent: { scope, call }, prefix: `${scope.prefix}module.${name}.` };
}

export interface Configured {
  readonly scope: Scope;
  readonly resource: ConfiguredResource;
}

/** The configuration of a resource by the address of one of its instances; undefined where the code no longer has it. */
export function configuredAt(plan: Plan, address: string): Configured | undefined {
  const { calls, resource } = partsOfAddress(address);
  const scope = calls.reduce<Scope | undefined>((inside, name) => inside && scopeOfCall(inside, name), rootScope(plan));
  const found = scope?.module.resources.find((each) => each.address === resource);
  return scope === undefined || found === undefined ? undefined : { scope, resource: found };
}

/** The same for all instances of a resource, wherever they are. */
export function nodeOf(address: string): string {
  const { calls, resource } = partsOfAddress(address);
  return [...calls.map((name) => `module.${name}`), resource].join(".");
}
