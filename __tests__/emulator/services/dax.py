"""DAX: parameter groups, subnet groups and changes of a cluster."""

import json

from moto.dax.models import DaxCluster
from moto.dax.responses import DAXResponse
from moto.ec2.models import ec2_backends

from patching import around, body_of, find_json, operation, own, store

PARAMETER_GROUPS, SUBNET_GROUPS = store(), store()
DEFAULTS = {"query-ttl-millis": "300000", "record-ttl-millis": "300000"}
NO_PARAMETER_GROUP = "ParameterGroupNotFoundFault"
NO_SUBNET_GROUP = "SubnetGroupNotFoundFault"


@operation(DAXResponse)
def create_parameter_group(self):
    asked = body_of(self)
    name = asked["ParameterGroupName"]
    group = own(PARAMETER_GROUPS, self)[name] = {
        "ParameterGroupName": name,
        "Description": asked.get("Description", ""),
        "parameters": dict(DEFAULTS),
    }
    return json.dumps({"ParameterGroup": group})


@operation(DAXResponse)
def describe_parameter_groups(self):
    names = body_of(self).get("ParameterGroupNames") or list(own(PARAMETER_GROUPS, self))
    groups = [find_json(PARAMETER_GROUPS, self, name, NO_PARAMETER_GROUP) for name in names]
    return json.dumps({"ParameterGroups": groups})


@operation(DAXResponse)
def describe_parameters(self):
    group = find_json(PARAMETER_GROUPS, self, body_of(self)["ParameterGroupName"], NO_PARAMETER_GROUP)
    parameters = [
        {"ParameterName": name, "ParameterValue": value, "DataType": "integer", "Source": "user"}
        for name, value in group["parameters"].items()
    ]
    return json.dumps({"Parameters": parameters})


@operation(DAXResponse)
def update_parameter_group(self):
    asked = body_of(self)
    group = find_json(PARAMETER_GROUPS, self, asked["ParameterGroupName"], NO_PARAMETER_GROUP)
    for parameter in asked["ParameterNameValues"]:
        group["parameters"][parameter["ParameterName"]] = parameter["ParameterValue"]
    return json.dumps({"ParameterGroup": group})


@operation(DAXResponse)
def delete_parameter_group(self):
    name = body_of(self)["ParameterGroupName"]
    find_json(PARAMETER_GROUPS, self, name, NO_PARAMETER_GROUP)
    del own(PARAMETER_GROUPS, self)[name]
    return json.dumps({"DeletionMessage": "deleted"})


@operation(DAXResponse)
def create_subnet_group(self):
    asked = body_of(self)
    name = asked["SubnetGroupName"]
    subnets = ec2_backends[self.current_account][self.region].describe_subnets(subnet_ids=asked["SubnetIds"])
    group = own(SUBNET_GROUPS, self)[name] = {
        "SubnetGroupName": name,
        "Description": asked.get("Description", ""),
        "VpcId": subnets[0].vpc_id,
        "Subnets": [{"SubnetIdentifier": subnet.id, "SubnetAvailabilityZone": subnet.availability_zone} for subnet in subnets],
    }
    return json.dumps({"SubnetGroup": group})


@operation(DAXResponse)
def update_subnet_group(self):
    own(SUBNET_GROUPS, self).pop(body_of(self)["SubnetGroupName"], None)
    return self.create_subnet_group()


@operation(DAXResponse)
def describe_subnet_groups(self):
    names = body_of(self).get("SubnetGroupNames") or list(own(SUBNET_GROUPS, self))
    return json.dumps({"SubnetGroups": [find_json(SUBNET_GROUPS, self, name, NO_SUBNET_GROUP) for name in names]})


@operation(DAXResponse)
def delete_subnet_group(self):
    name = body_of(self)["SubnetGroupName"]
    find_json(SUBNET_GROUPS, self, name, NO_SUBNET_GROUP)
    del own(SUBNET_GROUPS, self)[name]
    return json.dumps({"DeletionMessage": "deleted"})


def _changed(self):
    """Sets what moto's own create and update leave out."""
    asked = body_of(self)
    cluster = self.dax_backend.clusters[asked["ClusterName"]]
    cluster.subnet_group = asked.get("SubnetGroupName", cluster.subnet_group)
    cluster.parameter_group.name = asked.get("ParameterGroupName", cluster.parameter_group.name)
    cluster.description = asked.get("Description", cluster.description)
    cluster.preferred_maintenance_window = asked.get("PreferredMaintenanceWindow", cluster.preferred_maintenance_window)
    if asked.get("SecurityGroupIds"):
        cluster.security_groups = [
            {"SecurityGroupIdentifier": security_group, "Status": "active"} for security_group in asked["SecurityGroupIds"]
        ]
    return json.dumps({"Cluster": cluster.to_json()})


@around(DAXResponse)
def create_cluster(original, self):
    original(self)
    return _changed(self)


@operation(DAXResponse)
def update_cluster(self):
    return _changed(self)


@around(DaxCluster)
def to_json(original, self):
    """moto counts no node as active, ever."""
    answer = original(self)
    return {**answer, "ActiveNodes": len(answer.get("Nodes", []))}
