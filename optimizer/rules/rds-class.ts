import type { Resource } from "../../contract";
import { countIn, type Evidence, type Settings } from "../evidence";
import { proposal } from "../plan/proposal";
import { declinesAll, describeUse, type LowUse, lowUse, lowUseReason, options, type Side, side } from "./database-classes";
import { rule } from "./rule";

const isReplica = ({ role }: Resource): boolean => role === "replica";

function sides(e: Evidence, p: LowUse): { readonly primary: Side; readonly replica: Side | undefined } {
  const of = (replicas: boolean): readonly Resource[] => e.scoped("instance").filter((resource) => isReplica(resource) === replicas);
  return {
    primary: side(e, "instance_class", of(false), p),
    replica: countIn(e.current, "read_replicas") === 0 ? undefined : side(e, "replica_class", of(true), p),
  };
}

/** A smaller class for the primary with its standby, for its replicas, or for both, when CPU and connections stay low. */
export const rdsClass = rule({
  name: "rds-class",
  kinds: ["rds-instance"],
  parameters: lowUse,
  declines: (e, p) => {
    const { primary, replica } = sides(e, p);
    return declinesAll(replica === undefined ? [primary] : [primary, replica], p);
  },
  propose: (e, p) => {
    const { primary, replica } = sides(e, p);
    const replicaTypes = replica === undefined ? [undefined] : options(e, replica, p);
    const findings = {
      primary: describeUse(e, primary, "primary"),
      replica: replica === undefined ? [] : describeUse(e, replica, "read replicas"),
    };
    // Fewer changes come first: of two that cost the same the first is taken.
    return options(e, primary, p)
      .flatMap((type) =>
        replicaTypes.map(
          (replicaType): Settings => ({
            ...e.current,
            instance_class: type,
            ...(replicaType === undefined ? {} : { replica_class: replicaType }),
          }),
        ),
      )
      .filter((to) => to.instance_class !== e.current.instance_class || to.replica_class !== e.current.replica_class)
      .map((to) =>
        proposal(e, {
          rule: "rds-class",
          direction: "down",
          to,
          reason: lowUseReason(p),
          findings: [
            ...(to.instance_class === e.current.instance_class ? [] : findings.primary),
            ...(to.replica_class === e.current.replica_class ? [] : findings.replica),
          ],
        }),
      );
  },
});
