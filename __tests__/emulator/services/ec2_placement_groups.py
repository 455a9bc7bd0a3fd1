"""EC2 placement groups: moto has none."""

import os

from moto.core.responses import ActionResult, EmptyResult
from moto.ec2.responses import EC2Response

from patching import error, find, operation, own, store

GROUPS = store()
UNKNOWN = "InvalidPlacementGroup.Unknown"


def _with_tags(response, group):
    tags = response.ec2_backend.tags[group["GroupId"]]
    return {**group, "Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}


@operation(EC2Response)
def create_placement_group(self):
    name = self._get_param("GroupName")
    if name in own(GROUPS, self):
        raise error(self, "InvalidPlacementGroup.Duplicate", name)
    strategy = self._get_param("Strategy") or "cluster"
    group = {
        "GroupName": name,
        "GroupId": f"pg-{os.urandom(8).hex()}0",
        "State": "available",
        "Strategy": strategy,
        "GroupArn": f"arn:aws:ec2:{self.region}:{self.current_account}:placement-group/{name}",
    }
    if strategy == "partition":
        group["PartitionCount"] = int(self._get_param("PartitionCount") or 2)
    if strategy == "spread":
        group["SpreadLevel"] = self._get_param("SpreadLevel") or "rack"
    own(GROUPS, self)[name] = group
    tags = self._parse_tag_specification().get("placement-group", {})
    self.ec2_backend.create_tags([group["GroupId"]], tags)
    return ActionResult({"PlacementGroup": _with_tags(self, group)})


@operation(EC2Response)
def describe_placement_groups(self):
    names = self._get_param("GroupNames") or list(own(GROUPS, self))
    groups = [find(GROUPS, self, name, UNKNOWN) for name in names]
    return ActionResult({"PlacementGroups": [_with_tags(self, group) for group in groups]})


@operation(EC2Response)
def delete_placement_group(self):
    name = self._get_param("GroupName")
    find(GROUPS, self, name, UNKNOWN)
    del own(GROUPS, self)[name]
    return EmptyResult()
