import { DbSnapshot } from "@cdktf/provider-aws/lib/db-snapshot";
import { DataResource, Fn, propertyAccess, TerraformCount, Token } from "cdktf";
import type { Construct } from "constructs";

const HASH_CHARACTERS = 8;

/** A name that no earlier life of the database has used: RDS refuses to take a snapshot under a name that exists. */
export function finalSnapshotIdentifier(scope: Construct, name: string): string {
  const life = new DataResource(scope, "life");
  return `${name}-final-${Fn.substr(life.id, 0, HASH_CHARACTERS)}`;
}

/**
 * A snapshot that is taken before the instance takes on other settings than it was made with, and again before each further change:
 * the instance depends on it, and it names the instance by its identifier alone. A new one is made before the last one goes.
 * Back at the first settings there is none: the former one stays until the instance is there.
 */
export function snapshotBeforeChange(scope: Construct, name: string, settings: Readonly<Record<string, unknown>>): DbSnapshot {
  const current = Fn.sha256(Fn.jsonencode(settings));
  const first = new DataResource(scope, "first_settings", { input: { sha256: current }, lifecycle: { ignoreChanges: ["input"] } });
  const firstHash = Token.asString(propertyAccess(first.input, ["sha256"]));
  const turned = Fn.setsubtract([current], [firstHash]);
  return new DbSnapshot(scope, "before_change", {
    count: TerraformCount.of(Fn.lengthOf(turned)),
    dbInstanceIdentifier: name,
    dbSnapshotIdentifier: `${name}-before-${Fn.substr(current, 0, HASH_CHARACTERS)}`,
    lifecycle: { createBeforeDestroy: true },
  });
}
