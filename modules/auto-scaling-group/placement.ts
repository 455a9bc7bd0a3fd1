import { PlacementGroup } from "@cdktf/provider-aws/lib/placement-group";
import type { Construct } from "constructs";
import type { AutoScalingGroupProps, GroupZone } from "./props";

const MAX_PARTITIONS = 7;

/** Where the instances of one group run. */
export interface GroupPlacement {
  /** Part of construct ids. */
  readonly id: string;
  /** Name of the one zone; absent where the group spans all. */
  readonly zone?: string;
  readonly groupName: string;
  /** Absent where instances stand anywhere. */
  readonly placementGroupId?: string;
  readonly zones: readonly GroupZone[];
}

type PlacementProps = Pick<AutoScalingGroupProps, "name" | "zones" | "placement" | "partitionCount">;

/** One placement group, and so one auto-scaling group, per zone with `cluster`; one of each with `partition`; one group alone with `none`. */
export function placementsOf(scope: Construct, props: PlacementProps): readonly GroupPlacement[] {
  const placement = props.placement ?? "cluster";
  switch (placement) {
    case "cluster":
      return props.zones.map((zone) => {
        const groupName = groupNameOf(props.name, zone);
        const group = new PlacementGroup(scope, `placement_${zone.name}`, { name: groupName, strategy: "cluster" });
        return { id: zone.name, zone: zone.name, groupName, placementGroupId: group.id, zones: [zone] };
      });
    case "partition": {
      const partitionCount = props.partitionCount ?? MAX_PARTITIONS;
      const group = new PlacementGroup(scope, "placement", { name: props.name, strategy: "partition", partitionCount });
      return [{ id: "all", groupName: props.name, placementGroupId: group.id, zones: props.zones }];
    }
    case "none":
      return [{ id: "all", groupName: props.name, zones: props.zones }];
  }
}

/** Name of a zone's own group. */
export const groupNameOf = (name: string, zone: Pick<GroupZone, "name">): string => `${name}-${zone.name}`;
