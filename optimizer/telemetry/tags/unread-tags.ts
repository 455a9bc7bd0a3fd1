import type { DeploymentContract } from "../../../contract";
import type { TagBook } from "../snapshot";

/**
 * Tags by component where nobody has read the live ones: none are claimed. Where the policy excludes by tag they would
 * have to be known, so all components then count as unreadable, and are left alone.
 */
export function unreadTags({ components, policy }: DeploymentContract): TagBook {
  const unknown = policy.excludedTags.length > 0 ? null : {};
  return Object.fromEntries(Object.keys(components).map((component) => [component, unknown]));
}
