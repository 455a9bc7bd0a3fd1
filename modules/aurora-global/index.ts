import { RdsGlobalCluster } from "@cdktf/provider-aws/lib/rds-global-cluster";
import { Fn, type IResolvable, Op, ref, Token } from "cdktf";
import { Construct } from "constructs";
import { AuroraCluster, ENGINES } from "../aurora-cluster";
import { MasterPassword } from "../master-password";
import type { AuroraGlobalProps } from "./props";
import { SecondaryCluster } from "./secondary";
import { validate } from "./validation";

export type { AuroraGlobalProps, SecondaryPlace } from "./props";
export type { SecondaryCluster } from "./secondary";

const MASTER_USERNAME = "administrator";

/** Standard storage: a global database's secondaries follow its primary. */
const STORAGE_TYPE = "";

/**
 * An Aurora Global Database: a primary cluster, and copies in the regions of a set that may change.
 * @throws InputError with every problem of its props
 */
export class AuroraGlobal extends Construct {
  /** Of the global database. */
  readonly globalClusterIdentifier: string;
  /** Of the global database. */
  readonly globalClusterArn: string;
  /** The primary cluster, with its endpoints, secret and instances. */
  readonly primary: AuroraCluster;
  /** By region, those that are switched off among them. */
  readonly secondaries: ReadonlyMap<string, SecondaryCluster>;

  constructor(scope: Construct, id: string, props: AuroraGlobalProps) {
    super(scope, id);
    validate(scope, id, props);
    const { region, secondaryClass, secondaryRegions, secondaries, masterPasswordVersion, ...given } = props;
    const { name, databaseName, dataKeyArn, protection, masterUsername = MASTER_USERNAME } = given;
    const profile = ENGINES[given.engine];
    const shared = { ...given, storageType: STORAGE_TYPE };

    const database = new RdsGlobalCluster(this, "database", {
      globalClusterIdentifier: name,
      engine: profile.engine,
      engineVersion: given.engineVersion ?? profile.defaultVersion,
      databaseName,
      storageEncrypted: true,
      deletionProtection: protection,
      lifecycle: {
        ...(protection ? { preventDestroy: true } : {}),
        // Terraform takes no condition that depends on nothing; what is known at synth has been judged there.
        ...(Token.isUnresolved(secondaryRegions) ? { precondition: [regionsHavePlaces(props)] } : {}),
        postcondition: [writerStays(props)],
      },
    });
    const masterPassword = new MasterPassword(this, "master_password", {
      name,
      username: masterUsername,
      dataKeyArn,
      protection,
      ...(masterPasswordVersion === undefined ? {} : { version: masterPasswordVersion }),
    });
    this.primary = new AuroraCluster(this, "primary", {
      ...shared,
      masterUsername,
      globalDatabase: { globalClusterIdentifier: database.id, masterPassword },
    });
    this.secondaries = new Map(
      Object.entries(secondaries).map(([there, place]) => [
        there,
        new SecondaryCluster(this, there, {
          shared,
          name,
          region: there,
          sourceRegion: region,
          place,
          globalClusterIdentifier: database.id,
          instanceClass: secondaryClass,
          regions: secondaryRegions,
          after: this.primary.writer,
        }),
      ]),
    );
    this.globalClusterIdentifier = database.globalClusterIdentifier;
    this.globalClusterArn = database.arn;
  }
}

/** cdktf renders a literal 0 in an operation as `undefined`. */
const isEmpty = (list: string[]): IResolvable => Token.asAny(Op.lt(Fn.lengthOf(list), 1));

function regionsHavePlaces({ secondaryRegions, secondaries }: AuroraGlobalProps) {
  const known = Object.keys(secondaries);
  return {
    condition: isEmpty(Fn.setsubtract([...secondaryRegions], known)),
    errorMessage: `A copy can be held in ${known.join(", ")}; other regions need a provider and a network first.`,
  };
}

/** After a switchover a secondary region writes: a plan that would take that region away is refused. */
function writerStays({ secondaryRegions, secondaries, region }: AuroraGlobalProps) {
  const leaving = Fn.setsubtract(Object.keys(secondaries), [...secondaryRegions]);
  const writers = Token.asList(
    ref('[for member in self.global_cluster_members : split(":", member.db_cluster_arn)[3] if member.is_writer]'),
  );
  return {
    condition: isEmpty(Fn.setintersection(leaving, [writers])),
    errorMessage: `The global database writes in a region that this plan takes away: switch back to ${region} first (SwitchoverGlobalCluster).`,
  };
}
